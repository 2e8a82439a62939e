/** What carries a tag, by AWS's own index of the tags of all services: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
import * as sdk from '@aws-sdk/client-resource-groups-tagging-api';
import { clientConfig, signingByClock } from '../calls/client-config';
import type { Caller } from '../services';
import type { ClientSettings } from '../target';

/** A filter takes so many values. */
const valuesAtOnce = 20;

export class Inventory {
  readonly #client: sdk.ResourceGroupsTaggingAPIClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.ResourceGroupsTaggingAPIClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /**
   * The ARNs of what carries the tag with any of the values; with `types`, only of those, as in `route53:hostedzone`. AWS goes on listing
   * what was deleted for minutes to hours, so each is a lead and no proof: https://github.com/aws/aws-sdk/issues/676
   */
  async carrying(key: string, values: readonly string[], types: readonly string[] = []): Promise<string[]> {
    const found: string[] = [];
    for (let from = 0; from < values.length; from += valuesAtOnce) {
      const filters = { TagFilters: [{ Key: key, Values: values.slice(from, from + valuesAtOnce) }], ...(types.length > 0 && { ResourceTypeFilters: [...types] }) };
      let token: string | undefined;
      do {
        const page = await this.#page({ ...filters, ...(token && { PaginationToken: token }) });
        found.push(...(page.ResourceTagMappingList ?? []).flatMap(({ ResourceARN }) => ResourceARN ?? []));
        token = page.PaginationToken;
      } while (token);
    }
    return found;
  }

  #page(input: sdk.GetResourcesCommandInput): Promise<sdk.GetResourcesCommandOutput> {
    const send = () => this.#client.send(new sdk.GetResourcesCommand(input));
    return this.#call({ service: 'resourcegroupstaggingapi', operation: 'GetResources', region: this.#region, input, send });
  }
}
