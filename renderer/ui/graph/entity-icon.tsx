/** The sign of each kind of entity, with the outline that goes with it: machines are square, who acts is round. */
import {
  AtSign,
  Clock,
  Cloud,
  Cog,
  Cylinder,
  FileText,
  Globe,
  Hash,
  KeyRound,
  Link,
  LogIn,
  Mail,
  Monitor,
  Network,
  Plug,
  SquareTerminal,
  User,
  type LucideIcon,
} from 'lucide-react';
import type { EntityType } from '../../../core/model/entity.ts';

export const ENTITY_ICONS: Readonly<Record<EntityType, LucideIcon>> = {
  host: Monitor,
  user: User,
  process: SquareTerminal,
  session: LogIn,
  ip: Network,
  domain: Globe,
  url: Link,
  port: Plug,
  file: FileText,
  hash: Hash,
  registry_key: KeyRound,
  service: Cog,
  task: Clock,
  pipe: Cylinder,
  mail: Mail,
  cloud_principal: AtSign,
  cloud_resource: Cloud,
};

const ROUND: ReadonlySet<EntityType> = new Set(['user', 'session', 'mail', 'cloud_principal']);

export function outlineOf(type: EntityType): 'round' | 'square' {
  return ROUND.has(type) ? 'round' : 'square';
}
