/** FIS: experiments made of templates, started, looked at and stopped. */
import * as sdk from '@aws-sdk/client-fis';
import { clientConfig, signingByClock } from './calls/client-config';
import { noneWhen } from './calls/refusal';
import type { Caller } from './services';
import type { ClientSettings } from './target';

/** A template as AWS writes it: `aws fis create-experiment-template` takes it as it is. */
export type FisTemplate = Omit<sdk.CreateExperimentTemplateCommandInput, 'clientToken'>;

export class Fis {
  readonly #client: sdk.FisClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.FisClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** Makes a template and answers its id. The token makes a second call with the same content harmless. */
  async createTemplate(template: FisTemplate, clientToken: string): Promise<string> {
    const input = { ...template, clientToken };
    const answer = await this.#ask('CreateExperimentTemplate', input, () => this.#client.send(new sdk.CreateExperimentTemplateCommand(input)));
    return answer.experimentTemplate?.id ?? '';
  }

  /** Starts an experiment and answers its id. */
  async start(experimentTemplateId: string, clientToken: string, tags: Readonly<Record<string, string>>): Promise<string> {
    const input = { experimentTemplateId, clientToken, tags };
    const answer = await this.#ask('StartExperiment', input, () => this.#client.send(new sdk.StartExperimentCommand(input)));
    return answer.experiment?.id ?? '';
  }

  /** False when there was none, or it had ended. */
  stop(id: string): Promise<boolean> {
    // FIS calls it invalid to stop what has ended, and an experiment may end between a listing and this.
    return this.#unlessGone('StopExperiment', { id }, () => this.#client.send(new sdk.StopExperimentCommand({ id })), ['ValidationException']);
  }

  /** False when there was none. */
  deleteTemplate(id: string): Promise<boolean> {
    return this.#unlessGone('DeleteExperimentTemplate', { id }, () => this.#client.send(new sdk.DeleteExperimentTemplateCommand({ id })));
  }

  hasTemplate(id: string): Promise<boolean> {
    return this.#unlessGone('GetExperimentTemplate', { id }, () => this.#client.send(new sdk.GetExperimentTemplateCommand({ id })));
  }

  /** Whether there is such an experiment and it has not ended. */
  async isUnderWay(id: string): Promise<boolean> {
    const asked = this.#ask('GetExperiment', { id }, () => this.#client.send(new sdk.GetExperimentCommand({ id })));
    const found = await noneWhen(['ResourceNotFoundException'], asked);
    return found !== undefined && !ended.has(found.experiment?.state?.status ?? '');
  }

  /** The ids of the templates that carry a tag. */
  async templatesTagged(key: string, value: string): Promise<string[]> {
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const input = { nextToken };
      const page = await this.#ask('ListExperimentTemplates', input, () => this.#client.send(new sdk.ListExperimentTemplatesCommand(input)), false);
      for (const { id, tags } of page.experimentTemplates ?? []) if (id && tags?.[key] === value) found.push(id);
      nextToken = page.nextToken;
    } while (nextToken);
    return found;
  }

  /** The ids of the experiments that carry a tag and have not ended. */
  async experimentsTagged(key: string, value: string): Promise<string[]> {
    const found: string[] = [];
    let nextToken: string | undefined;
    do {
      const input = { nextToken };
      const page = await this.#ask('ListExperiments', input, () => this.#client.send(new sdk.ListExperimentsCommand(input)), false);
      for (const { id, tags, state } of page.experiments ?? []) if (id && tags?.[key] === value && !ended.has(state?.status ?? '')) found.push(id);
      nextToken = page.nextToken;
    } while (nextToken);
    return found;
  }

  async #unlessGone(operation: string, input: object, send: () => Promise<unknown>, others: readonly string[] = []): Promise<boolean> {
    return (await noneWhen(['ResourceNotFoundException', ...others], this.#ask(operation, input, send))) !== undefined;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>, recorded = true): Promise<Output> {
    return this.#call({ service: 'fis', operation, region: this.#region, input, send, recorded });
  }
}

const ended = new Set(['completed', 'stopped', 'failed', 'cancelled']);
