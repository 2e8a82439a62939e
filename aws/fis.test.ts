/** FIS as a drill uses it, against the stand-in: templates and experiments by their tags, started once for one token, and stopped. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Duration } from '../time/duration';
import type { Fis, FisTemplate } from './fis';
import { region, type ServicesUnderTest, servicesUnderTest } from './services-under-test';

let ground: ServicesUnderTest;
let fis: Fis;
let waiting: FisTemplate;

describe('FIS on the stand-in', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'fis' });
    fis = ground.services.fis(region);
    const roleArn = await during(() => ground.services.roles(region).create({ name: 'fault', service: 'fis.amazonaws.com', allow: [{ actions: ['tag:GetResources'], resources: ['*'] }], tags: {} }));
    waiting = {
      description: 'Waits for an hour',
      roleArn,
      stopConditions: [{ source: 'none' }],
      actions: { wait: { actionId: 'aws:fis:wait', parameters: { duration: 'PT1H' } } },
    };
  });
  after(() => ground.target.close());

  const during = <T>(main: () => Promise<T>): Promise<T> => ground.clock.during(main);

  /** An experiment of a drill of that name, running. */
  async function running(drill: string): Promise<{ template: string; experiment: string }> {
    const template = await fis.createTemplate({ ...waiting, tags: { drill } }, `${drill}-template`);
    const experiment = await fis.start(template, `${drill}-experiment`, { drill });
    await ground.clock.sleep(Duration.minutes(2));
    return { template, experiment };
  }

  test('templates and experiments are found by their tag and its value, in their region', async () => {
    await during(async () => {
      const a = await running('a');
      const b = await running('b');
      assert.deepEqual([await fis.templatesTagged('drill', 'a'), await fis.experimentsTagged('drill', 'a')], [[a.template], [a.experiment]]);
      assert.deepEqual([await fis.templatesTagged('drill', 'b'), await fis.experimentsTagged('drill', 'b')], [[b.template], [b.experiment]]);
      assert.deepEqual([await fis.templatesTagged('drill', 'c'), await fis.experimentsTagged('plan', 'a')], [[], []]);
      const elsewhere = ground.services.fis('eu-west-1');
      assert.deepEqual([await elsewhere.templatesTagged('drill', 'a'), await elsewhere.experimentsTagged('drill', 'a')], [[], []]);
    });
  });

  test('all of them are found, however many pages they fill', async () => {
    await during(async () => {
      const made: string[] = [];
      for (let n = 0; n < 120; n++) made.push(await fis.createTemplate({ ...waiting, tags: { drill: 'many' } }, `many-${n}`));
      assert.deepEqual((await fis.templatesTagged('drill', 'many')).sort(), made.sort());
    });
  });

  test('a token stands for one template and one experiment, however often it is said', async () => {
    await during(async () => {
      const first = await running('once');
      assert.deepEqual(await running('once'), first);
      assert.equal((await fis.experimentsTagged('drill', 'once')).length, 1);
    });
  });

  test('an experiment that was stopped, or came to its end, is no longer found, and stopping it does nothing', async () => {
    await during(async () => {
      const stopped = await running('stopped');
      assert.equal(await fis.stop(stopped.experiment), true);
      await ground.clock.sleep(Duration.minutes(5));
      assert.deepEqual([await fis.experimentsTagged('drill', 'stopped'), await fis.stop(stopped.experiment)], [[], false]);

      const completed = await running('completed');
      await ground.clock.sleep(Duration.hours(2));
      assert.deepEqual([await fis.experimentsTagged('drill', 'completed'), await fis.stop(completed.experiment)], [[], false]);
    });
  });

  test('what was never there is neither stopped nor deleted', async () => {
    await during(async () => {
      assert.deepEqual([await fis.stop('EXP0000000000000000'), await fis.deleteTemplate('EXT0000000000000000')], [false, false]);
      const { template } = await running('gone');
      assert.deepEqual([await fis.deleteTemplate(template), await fis.deleteTemplate(template)], [true, false]);
    });
  });

  test('a template that FIS does not take is refused in its words', async () => {
    const nobodys: FisTemplate = { ...waiting, actions: { wait: { actionId: 'aws:fis:wait', parameters: { duration: 'an hour' } } } };
    await assert.rejects(during(() => fis.createTemplate(nobodys, 'wrong')), { code: 'ValidationException' });
  });
});
