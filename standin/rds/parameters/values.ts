/** Values of parameters: which are allowed, and how they are told. */
import type { Parameter } from '@aws-sdk/client-rds';
import { refusals } from '../refusals';
import type { ParameterKind } from './catalogue';
import type { SetParameter } from './groups';

/** What a call sets, once it is allowed. Throws InvalidParameterValue and InvalidParameterCombination. */
export function readParameter(kinds: ReadonlyMap<string, ParameterKind>, { ParameterName: name, ParameterValue: value, ApplyMethod: method }: Parameter): SetParameter {
  const kind = modifiable(kinds, name);
  if (value === undefined) throw refusals.missing(`Parameters.${kind.name}.ParameterValue`);
  return { name: kind.name, value: allowed(kind, value), method: methodOf(kind, method) };
}

/** A static parameter waits for a restart, and its caller has to say so. Wording: seen in public reports of RDS's answers. */
export function methodOf(kind: ParameterKind, method: string | undefined): SetParameter['method'] {
  if (method !== 'immediate' && method !== 'pending-reboot') throw refusals.value(`Invalid value ${method ?? ''} for ApplyMethod. Must be immediate or pending-reboot`);
  if (kind.isStatic && method === 'immediate') {
    throw refusals.combination(`cannot use immediate apply method for static parameter ${kind.name}`);
  }
  return method;
}

export function modifiable(kinds: ReadonlyMap<string, ParameterKind>, name: string | undefined): ParameterKind {
  const kind = kinds.get(name ?? '');
  if (!kind) throw refusals.value(`Could not find parameter with name: ${name ?? ''}`);
  if (!kind.isModifiable) throw refusals.value(`The parameter ${kind.name} cannot be modified.`);
  return kind;
}

/** Values are in the parameter's own unit, as PostgreSQL's defaults are: a number alone. */
function allowed(kind: ParameterKind, value: string): string {
  const refusal = () => refusals.value(`Invalid parameter value: ${value} for: ${kind.name} allowed values are: ${rangeOf(kind) ?? 'a text of at most 1024 characters'}`);
  if (value.includes('{')) throw refusals.value(`Formulas as values of parameters are not served by this stand-in: ${kind.name} is to be a plain value.`);
  if (kind.type === 'bool') return truth(value) ?? fail(refusal);
  if (kind.type === 'enum') return kind.choices?.includes(value) ? value : fail(refusal);
  if (kind.type === 'string') return value.length <= 1_024 && !/[\n\r\0]/.test(value) ? value : fail(refusal);
  const number = Number(value);
  const isNumber = kind.type === 'integer' ? /^-?\d+$/.test(value) : /^-?\d+(\.\d+)?$/.test(value);
  const fits = isNumber && number >= (kind.least ?? -Infinity) && number <= (kind.most ?? Infinity);
  return fits ? value : fail(refusal);
}

function truth(value: string): string | undefined {
  if (['1', 'on', 'true'].includes(value.toLowerCase())) return '1';
  return ['0', 'off', 'false'].includes(value.toLowerCase()) ? '0' : undefined;
}

function fail(refusal: () => Error): never {
  throw refusal();
}

/** `64-262143`, or `off,on`; undefined for texts. */
function rangeOf({ least, most, choices }: ParameterKind): string | undefined {
  if (choices) return choices.join(',');
  return least === undefined || most === undefined ? undefined : `${least}-${most}`;
}

const dataTypes = { bool: 'boolean', integer: 'integer', real: 'float', string: 'string', enum: 'string' } as const;

/** `set` is what a group sets it to. */
export function parameterAnswer(kind: ParameterKind, set?: SetParameter): Parameter {
  const usual = kind.isModifiable ? undefined : kind.usual;
  return {
    ParameterName: kind.name,
    ParameterValue: set?.value ?? (kind.isOfRds ? kind.usual : usual),
    Description: kind.description,
    Source: sourceOf(kind, set),
    ApplyType: kind.isStatic ? 'static' : 'dynamic',
    DataType: dataTypes[kind.type],
    AllowedValues: rangeOf(kind),
    IsModifiable: kind.isModifiable,
    ApplyMethod: set?.method ?? 'pending-reboot',
  };
}

/** Set by the group's owner, by RDS, or by nobody. */
export function sourceOf(kind: ParameterKind, set: SetParameter | undefined): 'user' | 'system' | 'engine-default' {
  if (set) return 'user';
  return kind.isModifiable && !kind.isOfRds ? 'engine-default' : 'system';
}
