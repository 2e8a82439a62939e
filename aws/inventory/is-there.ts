/** Whether what AWS's index of tags lists is really there: its own service is asked. */
import type { Services } from '../services';

type Look = (services: Services, region: string, name: string) => Promise<boolean>;

/** By service and type, as ARNs name them. */
const looks: Readonly<Record<string, Look>> = {
  s3: (services, region, name) => services.s3(region).exists(name),
  'rds:db': async (services, region, name) => (await services.rds(region).find(name)) !== undefined,
  'lambda:function': async (services, region, name) => (await services.lambda(region).find(name)) !== undefined,
  'ec2:instance': async (services, region, name) => !['terminated', undefined].includes((await services.instances(region).find(name))?.state),
  'ec2:volume': async (services, region, name) => (await services.volumes(region).find(name)) !== undefined,
  'ec2:security-group': (services, region, name) => services.securityGroups(region).isThere(name),
  'cloudwatch:alarm': async (services, region, name) => (await services.alarms(region).arn(name)) !== undefined,
  'cloudtrail:trail': (services, region, name) => services.cloudTrail(region).hasTrail(name),
  'route53:hostedzone': (services, region, name) => services.dns(region).hasZone(name),
  'fis:experiment-template': (services, region, name) => services.fis(region).hasTemplate(name),
  // Behind the name of a secret there are a hyphen and six characters of AWS's.
  'secretsmanager:secret': async (services, region, name) => (await services.secrets(region).copies(name.slice(0, -7))) !== undefined,
  // FIS keeps the record of an experiment, with its tags, for months; what it does ends with it.
  'fis:experiment': (services, region, name) => services.fis(region).isUnderWay(name),
};

/** True also for what nobody here knows how to ask for: it is listed, and nothing says that it is gone. */
export async function isThere(services: Services, region: string, arn: string): Promise<boolean> {
  const [, , service = '', , , ...rest] = arn.split(':');
  const [, type, name = ''] = /^([a-z-]+)[/:](.+)$/s.exec(rest.join(':')) ?? [];
  const look = type === undefined ? looks[service] : looks[`${service}:${type}`];
  return look ? look(services, region, type === undefined ? rest.join(':') : name) : true;
}
