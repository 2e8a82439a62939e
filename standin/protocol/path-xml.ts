/** REST with XML bodies where the path alone says which operation is meant, as Route 53 speaks it. */
import { AwsError } from '../aws-error';
import type { ServiceModel } from './model';
import type { Found, Protocol } from './protocol';
import { awsQuery } from './query';
import { findByPath } from './rest-route';
import { restXml } from './rest-xml';
import type { WireRequest } from './wire';

/** Its refusals are those of AWS Query; its answers are S3's but for the header that names the request. */
export const pathXml: Protocol = {
  find,
  read: async (found, request) => {
    try {
      return await restXml.read(found, request);
    } catch (error) {
      if (error instanceof AwsError && error.code === 'MalformedXML') throw new AwsError('InvalidInput', 'Invalid XML ; the body is not of the shape that this operation takes.');
      throw error;
    }
  },
  write: (model, operation, output, context) => {
    const { headers, ...answer } = restXml.write(model, operation, output, context);
    const kept = Object.entries(headers).filter(([name]) => name !== 'x-amz-request-id' && name !== 'x-amz-id-2');
    return { ...answer, headers: { ...Object.fromEntries(kept), 'x-amzn-requestid': context.requestId } };
  },
  refuse: (error, context) => awsQuery.refuse(error, context),
};

function find(model: ServiceModel, request: WireRequest): Found {
  const found = findByPath(model, request);
  if (!found) throw new AwsError('UnknownOperationException', `There is no operation at ${request.method} ${request.path}.`, { status: 404 });
  return found;
}
