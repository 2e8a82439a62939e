/** What makes no experiment, and what is said of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateExperimentTemplateCommand, type CreateExperimentTemplateActionInput, type CreateExperimentTemplateCommandInput, FisClient } from '@aws-sdk/client-fis';
import { standinUnderTest } from '../../standin-under-test';
import { alarm, pausing, waiting } from '../fis-under-test';

const waitAfter = (before: string): CreateExperimentTemplateActionInput => ({ actionId: 'aws:fis:wait', parameters: { duration: 'PT1M' }, startAfter: [before] });

describe('a template is refused', () => {
  const rows: [string, Partial<CreateExperimentTemplateCommandInput>, RegExp][] = [
    ['with an action that is not served', { actions: { a: { actionId: 'aws:ec2:stop-instances' } } }, /aws:rds:reboot-db-instances and aws:fis:wait/],
    ['without an action', { actions: {} }, /at least one action/],
    ['without a stop condition', { stopConditions: [] }, /at least one stop condition/],
    ['with an alarm that is not there', { stopConditions: [{ source: 'aws:cloudwatch:alarm', value: alarm }] }, /does not exist/],
    ['with an unknown parameter', { actions: { a: { actionId: 'aws:fis:wait', parameters: { duration: 'PT1M', speed: '1' } } } }, /Unexpected parameter "speed" found in action "a"/],
    ['without a parameter', { actions: { a: { actionId: 'aws:fis:wait' } } }, /Missing required parameter "duration"/],
    ['with an action that lasts too long', { actions: { a: { actionId: 'aws:fis:wait', parameters: { duration: 'P2D' } } } }, /between PT1M and PT12H/],
    ['with a target that the action has not', { targets: pausing.targets, actions: { a: { actionId: 'aws:fis:wait', parameters: { duration: 'PT1M' }, targets: { Buckets: 'orders' } } } }, /Unexpected target "Buckets" found in action "a"\./],
    ['with a target that nobody uses', { targets: pausing.targets }, /not used/],
    ['with actions that wait for each other', { actions: { a: waitAfter('b'), b: waitAfter('a') } }, /waits for itself/],
    ['with a selection that is none', { ...pausing, stopConditions: waiting.stopConditions, targets: { orders: { resourceType: 'aws:s3:bucket', resourceTags: { a: 'b' }, selectionMode: 'COUNT(0)' } } }, /selection mode/],
    ['with both ARNs and tags', { ...pausing, stopConditions: waiting.stopConditions, targets: { orders: { resourceType: 'aws:s3:bucket', resourceTags: { a: 'b' }, resourceArns: ['arn:aws:s3:::b'], selectionMode: 'ALL' } } }, /either/],
  ];
  for (const [name, change, message] of rows) {
    test(name, async () => {
      await using standin = await standinUnderTest();
      await assert.rejects(standin.client(FisClient).send(new CreateExperimentTemplateCommand({ ...waiting, ...change })), { name: 'ValidationException', message });
      assert.deepEqual(standin.faults, []);
    });
  }
});
