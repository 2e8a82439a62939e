/** Settings of a bucket that the stand-in does not have: what AWS answers of them as long as nobody set them, and that they cannot be set. */
import { AwsError } from '../../aws-error';
import { operation, type Call, type Handler, type Operations } from '../../service';
import type { S3State } from '../state';

interface Naming {
  Bucket?: string;
  ExpectedBucketOwner?: string;
}

/** Answered as for a bucket that was never told; what would change that is not served, and says so. */
export function neverSet(state: S3State): Operations {
  const answer = (output: object): Handler => operation<Naming, object>(async (input, call) => found(state, input, call) && output);
  const missing = (code: string, message: string): Handler =>
    operation<Naming, object>(async (input, call) => {
      const fields = { BucketName: found(state, input, call).name };
      throw new AwsError(code, message, { status: 404, fields });
    });
  const noConfiguration = missing('NoSuchConfiguration', 'The specified configuration does not exist.');
  return {
    GetBucketLogging: answer({}),
    GetBucketAccelerateConfiguration: answer({}),
    GetBucketRequestPayment: answer({ Payer: 'BucketOwner' }),
    PutBucketRequestPayment: putBucketRequestPayment(state),
    GetBucketWebsite: missing('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'),
    DeleteBucketWebsite: answer({}),
    GetBucketAnalyticsConfiguration: noConfiguration,
    ListBucketAnalyticsConfigurations: answer({ IsTruncated: false }),
    GetBucketInventoryConfiguration: noConfiguration,
    ListBucketInventoryConfigurations: answer({ IsTruncated: false }),
    GetBucketMetricsConfiguration: noConfiguration,
    ListBucketMetricsConfigurations: answer({ IsTruncated: false }),
    GetBucketIntelligentTieringConfiguration: noConfiguration,
    ListBucketIntelligentTieringConfigurations: answer({ IsTruncated: false }),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html; only what is so already. */
function putBucketRequestPayment(state: S3State): Handler {
  return operation<Naming & { RequestPaymentConfiguration?: { Payer?: string } }, object>(async (input, call) => {
    found(state, input, call);
    const payer = input.RequestPaymentConfiguration?.Payer;
    if (payer === 'BucketOwner') return {};
    if (payer !== 'Requester') throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    throw new AwsError('NotImplemented', 'The stand-in does not serve requester pays.', { status: 501 });
  });
}

function found(state: S3State, { Bucket: name, ExpectedBucketOwner: owner }: Naming, call: Call): ReturnType<S3State['bucket']> {
  return state.bucket(call, name, owner);
}
