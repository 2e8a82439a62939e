/** What a page of another origin may do with a bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
import type { CORSRule } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import type { CrossOrigin } from '../../service';
import type { S3State } from '../state';

const vary = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** The headers that let a page read an answer; none where no rule of the bucket lets it. */
export function crossOriginHeaders(state: S3State, asked: CrossOrigin): Record<string, string> {
  const rule = rulesOf(state, asked)?.find((one) => fits(one, asked));
  return rule ? headersOf(rule, asked) : {};
}

/** Answers a browser that asks before it calls. Throws `AccessForbidden` where no rule of the bucket lets it. */
export function preflightHeaders(state: S3State, asked: CrossOrigin): Record<string, string> {
  if (!state.buckets.has(asked.bucket ?? '')) throw forbidden('CORSResponse: Bucket not found', { ...asked, method: 'OPTIONS', key: undefined });
  const rules = rulesOf(state, asked);
  if (!rules) throw forbidden('CORSResponse: CORS is not enabled for this bucket.', asked);
  const rule = rules.find((one) => fits(one, asked));
  if (!rule) {
    const why = 'Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource\'s CORS spec.';
    throw forbidden(`CORSResponse: This CORS request is not allowed. This is usually because the evalution of ${why}`, asked);
  }
  return {
    ...headersOf(rule, asked),
    ...(asked.headers.length ? { 'access-control-allow-headers': asked.headers.join(', ').toLowerCase() } : {}),
    ...(rule.MaxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.MaxAgeSeconds) }),
  };
}

function rulesOf(state: S3State, { bucket }: CrossOrigin): readonly CORSRule[] | undefined {
  return state.buckets.get(bucket ?? '')?.settings.cors?.CORSRules;
}

function fits(rule: CORSRule, { origin, method, headers }: CrossOrigin): boolean {
  const { AllowedOrigins: origins = [], AllowedMethods: methods = [], AllowedHeaders: allowed = [] } = rule;
  const allows = (header: string): boolean => allowed.some((pattern) => matches(pattern.toLowerCase(), header.toLowerCase()));
  return origins.some((pattern) => matches(pattern, origin)) && methods.includes(method) && headers.every(allows);
}

function headersOf(rule: CORSRule, { origin }: CrossOrigin): Record<string, string> {
  const isOpen = rule.AllowedOrigins?.includes('*') === true;
  return {
    'access-control-allow-origin': isOpen ? '*' : origin,
    ...(isOpen ? {} : { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': (rule.AllowedMethods ?? []).join(', '),
    ...(rule.ExposeHeaders?.length ? { 'access-control-expose-headers': rule.ExposeHeaders.join(', ') } : {}),
    vary,
  };
}

/** A pattern has one `*` at most. */
function matches(pattern: string, text: string): boolean {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return pattern === text;
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

function forbidden(message: string, { method, key }: CrossOrigin): AwsError {
  const fields = { Method: method, ResourceType: key === undefined ? 'BUCKET' : 'OBJECT' };
  return new AwsError('AccessForbidden', message, { status: 403, fields });
}
