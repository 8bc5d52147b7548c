/** Remote Desktop: connections, the account that came in, and sessions opened, left and taken up again. */
import { machine, user } from '../../normalise/entity-rules.ts';
import { textOf } from '../../normalise/fields.ts';
import type { EntityRule } from '../../normalise/mapping.ts';
import { CLASS } from './classes.ts';
import { table, type Kind, type MappingTable } from './define.ts';

/** `203.0.113.7:50123` or `[2001:db8::5]:50123`. */
const client: EntityRule = (mentions, fields) => {
  const text = textOf(fields['ClientIP']);
  const address = text === null ? null : /^\[?([^\]]+?)\]?(?::\d+)?$/.exec(text);
  if (address !== null) mentions.ip(address[1]!, 'source');
};

function session(activity: number, what: string): Kind {
  return {
    classUid: CLASS.authentication,
    activity,
    message: `{User} ${what} remote session {SessionID}[ from {Address}]`,
    entities: [user('target', 'User'), machine('source', 'Address')],
    ocsf: {
      user: 'User|user',
      'src_endpoint.ip': 'Address|ip',
      'dst_endpoint.hostname': 'Computer',
      'session.uid': 'SessionID|text',
      logon_type_id: '#10',
    },
  };
}

export const RDP_CORE: MappingTable = table('remote-desktop', {
  131: {
    classUid: CLASS.rdpActivity,
    activity: 1,
    message: 'Remote Desktop took a {ConnType} connection from {ClientIP}',
    entities: [client],
    ocsf: {
      'dst_endpoint.hostname': 'Computer',
      'connection_info.protocol_name': 'ConnType|lower',
      'connection_info.direction_id': '#1',
    },
  },
});

export const RDP_CONNECTIONS: MappingTable = table('remote-desktop', {
  1149: {
    classUid: CLASS.authentication,
    activity: 1,
    message: 'Remote Desktop let in {Param1}[ of {Param2}][ from {Param3}]',
    entities: [user('target', 'Param1', 'Param2'), machine('source', 'Param3')],
    ocsf: {
      'user.name': 'Param1',
      'user.domain': 'Param2',
      'src_endpoint.ip': 'Param3|ip',
      'dst_endpoint.hostname': 'Computer',
      logon_type_id: '#10',
    },
  },
});

export const RDP_SESSIONS: MappingTable = table('remote-desktop', {
  21: session(1, 'opened'),
  23: session(2, 'logged off'),
  24: session(2, 'left'),
  25: session(1, 'took up'),
});
