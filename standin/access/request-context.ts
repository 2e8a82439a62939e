/** What condition keys say of a request itself, whatever the service. */
import type { Call } from '../service';
import type { RequestContext } from './access';

/** Every caller is on this machine: the stand-in listens nowhere else. */
export function requestContext({ http, region }: Call): RequestContext {
  const { 'user-agent': userAgent, referer } = http.headers;
  return {
    'aws:securetransport': String(http.secure),
    'aws:sourceip': '127.0.0.1',
    'aws:requestedregion': region,
    'aws:viaawsservice': 'false',
    ...(userAgent === undefined ? {} : { 'aws:useragent': userAgent }),
    ...(referer === undefined ? {} : { 'aws:referer': referer }),
  };
}
