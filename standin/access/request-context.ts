/** What condition keys say of a request itself, whatever the service. */
import type { Call } from '../service';
import type { RequestContext } from './access';

/**
 * Every request counts as one that came over TLS from this machine: the stand-in listens on loopback only, where clients
 * call it in place of an endpoint that they would call over TLS.
 */
export function requestContext({ http, region }: Call): RequestContext {
  const { 'user-agent': userAgent, referer } = http.headers;
  return {
    'aws:securetransport': 'true',
    'aws:sourceip': '127.0.0.1',
    'aws:requestedregion': region,
    'aws:viaawsservice': 'false',
    ...(userAgent === undefined ? {} : { 'aws:useragent': userAgent }),
    ...(referer === undefined ? {} : { 'aws:referer': referer }),
  };
}
