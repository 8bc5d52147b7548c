/** Checks an event against the OCSF schema: no unknown attribute, nothing required missing, types and values right. */
import type { Attribute, Definition, OcsfSchema } from './schema.ts';

type Tree = Readonly<Record<string, unknown>>;

/** All problems, each as `path: what`; empty for a valid event. */
export function problemsOf(schema: OcsfSchema, event: Tree): string[] {
  const kind = schema.classes.get(event['class_uid'] as number);
  if (kind === undefined) return [`class_uid: there is no class ${String(event['class_uid'])}`];
  const problems: string[] = [];
  const metadata = event['metadata'] as Tree | undefined;
  const check = new Check(schema, new Set((metadata?.['profiles'] ?? []) as readonly string[]), problems);
  check.object(kind, event, '');
  if (event['category_uid'] !== kind.categoryUid) problems.push(`category_uid: is not ${kind.categoryUid}`);
  if (event['type_uid'] !== kind.uid * 100 + (event['activity_id'] as number)) {
    problems.push('type_uid: is not class_uid * 100 + activity_id');
  }
  return problems;
}

/** Attributes whose enumeration the source files leave to each class' own number. */
const DERIVED: ReadonlySet<string> = new Set(['category_uid', 'class_uid', 'type_uid']);

class Check {
  private readonly schema: OcsfSchema;
  private readonly profiles: ReadonlySet<string>;
  private readonly problems: string[];

  constructor(schema: OcsfSchema, profiles: ReadonlySet<string>, problems: string[]) {
    this.schema = schema;
    this.profiles = profiles;
    this.problems = problems;
  }

  object(definition: Definition, value: Tree, path: string): void {
    for (const [name, member] of Object.entries(value)) {
      const attribute = definition.attributes.get(name);
      if (attribute === undefined) this.problems.push(`${path}${name}: unknown in ${definition.name}`);
      else if (!this.isOn(attribute)) this.problems.push(`${path}${name}: needs the profile ${attribute.profile}`);
      else this.attribute(attribute, name, member, `${path}${name}`);
    }
    for (const [name, attribute] of definition.attributes) {
      if (attribute.requirement === 'required' && this.isOn(attribute) && value[name] === undefined) {
        this.problems.push(`${path}${name}: required in ${definition.name}`);
      }
    }
    if (definition.atLeastOne.length > 0 && !definition.atLeastOne.some((name) => value[name] !== undefined)) {
      this.problems.push(`${path}: needs one of ${definition.atLeastOne.join(', ')}`);
    }
  }

  private isOn(attribute: Attribute): boolean {
    return attribute.profile === null || this.profiles.has(attribute.profile);
  }

  private attribute(attribute: Attribute, name: string, value: unknown, path: string): void {
    if (attribute.isArray) {
      if (!Array.isArray(value)) this.problems.push(`${path}: is not a list`);
      else value.forEach((member, index) => this.value(attribute, name, member, `${path}[${index}]`));
    } else this.value(attribute, name, value, path);
  }

  private value(attribute: Attribute, name: string, value: unknown, path: string): void {
    if (attribute.type.endsWith('_t')) {
      this.primitive(attribute.type, value, path);
      if (attribute.enumeration !== null && !DERIVED.has(name) && !attribute.enumeration.has(String(value))) {
        this.problems.push(`${path}: ${String(value)} is not in the enumeration`);
      }
      return;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.problems.push(`${path}: is not an object`);
      return;
    }
    const definition = this.schema.objects.get(attribute.type);
    if (attribute.type !== 'object' && definition === undefined) this.problems.push(`${path}: unknown type`);
    else if (attribute.type !== 'object') this.object(definition!, value as Tree, `${path}.`);
  }

  private primitive(name: string, value: unknown, path: string): void {
    if (name === 'json_t') return;
    const type = this.schema.types.get(name)!;
    const base = type.base;
    if (base === 'boolean_t' ? typeof value !== 'boolean' : false) this.problems.push(`${path}: is not a boolean`);
    if (base === 'integer_t' || base === 'long_t') {
      if (!Number.isSafeInteger(value)) return void this.problems.push(`${path}: is not an integer`);
      const [low, high] = type.range ?? [-Infinity, Infinity];
      if ((value as number) < low || (value as number) > high) this.problems.push(`${path}: is out of range`);
    }
    if (base === 'float_t' && typeof value !== 'number') this.problems.push(`${path}: is not a number`);
    if (base === 'string_t') this.text(type, value, path);
  }

  private text(type: { pattern: RegExp | null; maxLength: number | null }, value: unknown, path: string): void {
    if (typeof value !== 'string') return void this.problems.push(`${path}: is not a string`);
    if (type.maxLength !== null && value.length > type.maxLength) this.problems.push(`${path}: is too long`);
    if (type.pattern !== null && !type.pattern.test(value)) this.problems.push(`${path}: does not look right`);
  }
}
