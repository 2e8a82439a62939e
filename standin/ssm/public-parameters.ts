/** The parameters that AWS and Canonical publish: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html */
import type { Parameter as Described } from '@aws-sdk/client-ssm';
import { Instant } from '../../time/instant';
import type { Chance } from '../chance';
import { type Image, publicImages } from '../ec2/images/public-images';
import { referenceOf } from './names';
import { notServed } from './refusals';

export function isPublic(name: string): boolean {
  return /^\/aws\/service(\/|$)/.test(name);
}

/** AWS's parameters are in no account. */
export function publicArn(region: string, name: string): string {
  return `arn:aws:ssm:${region}::parameter${name}`;
}

/** When AWS published the images that there are; 2024-08-05. */
const published = Instant.ofEpochMilliseconds(1_722_816_000_000);

/** A parameter that AWS publishes in a region. Throws NotImplemented for one that the stand-in does not have. */
export function publicParameter(chance: Chance, region: string, asked: string): Described {
  const { id: name, selector } = referenceOf(asked);
  const image = selector === undefined && publicImages(chance, region).find((one) => namesOf(one).includes(name));
  if (!image) throw notServed(`AWS's own parameter ${asked}`);
  return { Name: name, Type: 'String', Value: image.id, Version: 1, LastModifiedDate: published.toDate(), ARN: publicArn(region, name), DataType: 'aws:ec2:image' };
}

/** In the order of their names. Throws NotImplemented for another path than that of Amazon Linux. */
export function publicParametersBelow(chance: Chance, region: string, path: string): Described[] {
  if (path !== amazonLinux) throw notServed(`AWS's own parameters below ${path}`);
  const names = publicImages(chance, region).flatMap(namesOf).filter((name) => name.startsWith(`${amazonLinux}/`));
  return names.sort().map((name) => publicParameter(chance, region, name));
}

const amazonLinux = '/aws/service/ami-amazon-linux-latest';

/** What is published of an image: https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli and https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/ */
function namesOf({ name, architecture }: Image): string[] {
  if (name.startsWith('al2023-ami-')) return ['default', '6.1'].map((kernel) => `${amazonLinux}/al2023-ami-kernel-${kernel}-${architecture}`);
  return [`/aws/service/canonical/ubuntu/server/24.04/stable/current/${architecture === 'x86_64' ? 'amd64' : 'arm64'}/hvm/ebs-gp3/ami-id`];
}
