/** What a caller of RDS needs: the operation's own action, on every instance, snapshot and backup that it is about. */
import type { Access } from '../access/access';
import { requestContext } from '../access/request-context';
import type { Call, Service } from '../service';
import { whereOf } from '../whereabouts';
import { arnOf } from './names';

/** The members by which inputs name what they are about. */
interface Names {
  DBInstanceIdentifier?: string;
  DBSnapshotIdentifier?: string;
  SourceDBSnapshotIdentifier?: string;
  TargetDBSnapshotIdentifier?: string;
  SourceDBInstanceIdentifier?: string;
  TargetDBInstanceIdentifier?: string;
  DBInstanceAutomatedBackupsArn?: string;
  SourceDBInstanceAutomatedBackupsArn?: string;
  SourceDBInstanceArn?: string;
  DBParameterGroupName?: string;
  SourceDBParameterGroupIdentifier?: string;
  TargetDBParameterGroupIdentifier?: string;
  DBSubnetGroupName?: string;
  ResourceName?: string;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html */
export function rdsAuthorizer(access: Access): NonNullable<Service['authorize']> {
  return (operation, input, call) => {
    for (const resource of resourcesOf(operation, input, call)) {
      access.require({ caller: call.caller, action: `rds:${operation}`, resource, context: () => requestContext(call) });
    }
  };
}

function resourcesOf(operation: string, names: Names, call: Call): string[] {
  const where = whereOf(call);
  const named = (kind: 'db' | 'snapshot' | 'pg' | 'subgrp', name: string | undefined): string[] => {
    if (name === undefined || name === '') return [];
    return [name.startsWith('arn:') ? name : arnOf(where, kind, name.toLowerCase())];
  };
  const given = [
    ...named('db', names.DBInstanceIdentifier),
    ...named('snapshot', names.DBSnapshotIdentifier),
    ...named('snapshot', names.SourceDBSnapshotIdentifier),
    ...named('snapshot', names.TargetDBSnapshotIdentifier),
    ...named('db', names.SourceDBInstanceIdentifier),
    ...named('db', names.TargetDBInstanceIdentifier),
    ...named('pg', names.DBParameterGroupName),
    ...named('pg', names.SourceDBParameterGroupIdentifier),
    ...named('pg', names.TargetDBParameterGroupIdentifier),
    ...named('subgrp', names.DBSubnetGroupName),
    ...[names.DBInstanceAutomatedBackupsArn, names.SourceDBInstanceAutomatedBackupsArn, names.SourceDBInstanceArn, names.ResourceName].flatMap((arn) => arn ?? []),
  ];
  return given.length > 0 ? given : [whole[operation] ? arnOf(where, whole[operation], '*') : '*'];
}

/** Lists of everything, by what is in them. */
const whole: Readonly<Record<string, 'db' | 'snapshot' | 'auto-backup'>> = {
  DescribeDBInstances: 'db',
  DescribeDBSnapshots: 'snapshot',
  DescribeDBInstanceAutomatedBackups: 'auto-backup',
};
