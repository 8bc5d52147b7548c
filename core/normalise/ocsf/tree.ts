/**
 * An OCSF object under construction: values set by path, then pruned of objects that would break the schema because
 * the record did not hold enough for them (a process without an id, a file without a name).
 */
export type Tree = Record<string, unknown>;

export function setPath(tree: Tree, path: readonly string[], value: unknown): void {
  let at = tree;
  for (let index = 0; index < path.length - 1; index++) {
    const name = path[index]!;
    const next = at[name];
    if (isTree(next)) at = next;
    else at = at[name] = {} as Tree;
  }
  const last = path.at(-1)!;
  const known = at[last];
  if (isTree(known) && isTree(value)) Object.assign(known, value);
  else at[last] = value;
}

export function getPath(tree: Tree, path: readonly string[]): unknown {
  let at: unknown = tree;
  for (const name of path) {
    if (!isTree(at)) return undefined;
    at = at[name];
  }
  return at;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface ObjectRule {
  readonly all?: readonly string[];
  readonly any?: readonly string[];
}

const PROCESS: ObjectRule = { any: ['pid', 'uid'] };
const USER: ObjectRule = { any: ['name', 'uid'] };
const ENDPOINT: ObjectRule = { any: ['ip', 'name', 'hostname', 'domain'] };
const NAMED: ObjectRule = { any: ['name', 'uid'] };
const REG_VALUE: ObjectRule = { all: ['name', 'path'] };
const REG_KEY: ObjectRule = { all: ['path'] };

/** What each object needs, by the attribute it stands under. */
const RULES: Readonly<Record<string, ObjectRule>> = {
  account: NAMED,
  actor: { any: ['process', 'user', 'session', 'app_name', 'invoked_by'] },
  analytic: { all: ['type_id'], any: ['name', 'uid'] },
  api: { all: ['operation'] },
  app: { any: ['name'] },
  certificate: { all: ['issuer', 'serial_number'] },
  cloud: { all: ['provider'] },
  connection_info: { all: ['direction_id'] },
  device: { all: ['type_id'], any: ['hostname', 'ip'] },
  driver: { all: ['file'] },
  dst_endpoint: ENDPOINT,
  entity: NAMED,
  file: { all: ['name', 'type_id'] },
  finding_info: { all: ['uid'] },
  group: NAMED,
  http_response: { all: ['code'] },
  job: { all: ['name'] },
  module: { all: ['load_type_id'] },
  parent_process: PROCESS,
  prev_reg_key: REG_KEY,
  prev_reg_value: REG_VALUE,
  process: PROCESS,
  query: { all: ['hostname'] },
  reg_key: REG_KEY,
  reg_value: REG_VALUE,
  request: { all: ['uid'] },
  script: { all: ['script_content', 'type_id'] },
  service: NAMED,
  src_endpoint: ENDPOINT,
  tls: { all: ['version'] },
  updated_user: USER,
  url: { any: ['url_string', 'path'] },
  user: USER,
  win_resource: { all: ['type_id'], any: ['name', 'uid'] },
  win_service: { all: ['name'], any: ['cmd_line', 'service_type_id', 'service_start_type_id', 'service_start_name'] },
};

/** Removes, from the leaves up, every object that lacks what the schema asks of it, and every empty one. */
export function prune(tree: Tree): void {
  for (const name of Object.keys(tree)) {
    const value = tree[name];
    if (!isTree(value) || name === 'data' || name === 'unmapped') continue;
    prune(value);
    if (!satisfies(value, RULES[name])) delete tree[name];
  }
}

function satisfies(value: Tree, rule: ObjectRule | undefined): boolean {
  if (Object.keys(value).length === 0) return false;
  if (rule === undefined) return true;
  if (rule.all !== undefined && !rule.all.every((name) => value[name] !== undefined)) return false;
  return rule.any === undefined || rule.any.some((name) => value[name] !== undefined);
}
