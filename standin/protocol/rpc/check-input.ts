/** Holds an input that was read from JSON or CBOR against its shape, which their readers do not do. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../aws-error';
import { bindingsOf } from '../members';
import type { OperationModel } from '../model';

/**
 * The input, once it is of its shape. Throws AwsError: `SerializationException` for a value of another kind,
 * `ValidationException` where a member is missing that has to be there.
 */
export function checkInput(operation: OperationModel, schema: NormalizedSchema, input: unknown): object {
  const missing: string[] = [];
  check(schema, input, '', missing);
  if (missing.length > 0) throw lacking(operation, missing);
  // It was just seen to be one: a structure is an object.
  return input as object;
}

function check(schema: NormalizedSchema, value: unknown, path: string, missing: string[]): void {
  if (schema.isDocumentSchema()) return;
  if (schema.isStructSchema()) {
    const structure = objectAt(value, path);
    const { required } = bindingsOf(schema);
    for (const [name, member] of schema.structIterator()) {
      const at = below(path, name.charAt(0).toLowerCase() + name.slice(1));
      if (structure[name] === undefined || structure[name] === null) {
        if (required.has(name)) missing.push(at);
      } else check(member, structure[name], at, missing);
    }
  } else if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw wrongKind(path, 'a list');
    value.forEach((item, index) => check(schema.getValueSchema(), item, below(path, `${index + 1}.member`), missing));
  } else if (schema.isMapSchema()) {
    for (const [key, item] of Object.entries(objectAt(value, path))) check(schema.getValueSchema(), item, below(path, `${key}.member`), missing);
  } else checkScalar(schema, value, path);
}

function checkScalar(schema: NormalizedSchema, value: unknown, path: string): void {
  if (schema.isBlobSchema()) {
    if (!(value instanceof Uint8Array)) throw wrongKind(path, 'base64');
  } else if (schema.isTimestampSchema()) {
    if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw wrongKind(path, 'a timestamp');
  } else if (schema.isStringSchema()) {
    if (typeof value !== 'string') throw wrongKind(path, 'a string');
  } else if (schema.isBooleanSchema()) {
    if (typeof value !== 'boolean') throw wrongKind(path, 'a boolean');
  } else if (schema.isNumericSchema() && typeof value !== 'number') throw wrongKind(path, 'a number');
}

function objectAt(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongKind(path, 'an object');
  return value as Record<string, unknown>;
}

function below(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

function wrongKind(path: string, kind: string): AwsError {
  return new AwsError('SerializationException', `${path || 'The request body'} is not ${kind}.`);
}

/** CloudWatch has words of its own; the others say it in those of the framework they share. */
function lacking({ service }: OperationModel, missing: readonly string[]): AwsError {
  const [first = ''] = missing;
  if (service === 'monitoring') return new AwsError('MissingRequiredParameterException', `The parameter ${first.charAt(0).toUpperCase()}${first.slice(1)} is required.`);
  const each = missing.map((path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`).join('; ');
  return new AwsError('ValidationException', `${missing.length} validation error${missing.length > 1 ? 's' : ''} detected: ${each}`);
}
