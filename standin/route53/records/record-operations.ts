/** Changing and listing the records of a zone. */
import type {
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse,
  ListResourceRecordSetsRequest,
  ListResourceRecordSetsResponse,
  RRType,
} from '@aws-sdk/client-route-53';
import { operation, type Operations } from '../../service';
import { changeAnswer, recordAnswer } from '../answers';
import { editsOf } from './change-batch';
import { compareNames, compareTexts, normalized } from '../domain-name';
import { idOf, pageSize } from '../ids';
import { refusals } from '../refusals';
import type { RecordSet } from '../rows';
import type { Zones } from '../zones';

const mostRecords = 300;

export function recordOperations(zones: Zones): Operations {
  return {
    ChangeResourceRecordSets: operation<ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse>(({ HostedZoneId, ChangeBatch }, call) => {
      const zone = zones.require(idOf(HostedZoneId), call.caller);
      const changes = ChangeBatch?.Changes ?? [];
      if (changes.length === 0) throw refusals.input('Invalid XML ; the content of element \'Changes\' is not complete.');
      const comment = ChangeBatch?.Comment;
      if (comment !== undefined && comment.length > 256) throw refusals.input('Invalid XML ; the Comment has 256 characters at most.');
      const change = zones.apply(zone, editsOf(zone, zones.records(zone.id), changes), call.now, comment);
      return Promise.resolve({ ChangeInfo: changeAnswer(change, call.now) });
    }),

    ListResourceRecordSets: operation<ListResourceRecordSetsRequest, ListResourceRecordSetsResponse>((input, call) => {
      const zone = zones.require(idOf(input.HostedZoneId), call.caller);
      const { StartRecordName, StartRecordType: type = '', StartRecordIdentifier } = input;
      if (type !== '' && !StartRecordName) throw refusals.input('The input is not valid: a record type needs a record name to begin at.');
      if (StartRecordIdentifier && type === '') throw refusals.input('The input is not valid: a record identifier needs a record type to begin at.');
      const all = zones.records(zone.id).sort(compareRecords);
      const start = StartRecordName ? { name: normalized(StartRecordName), type } : undefined;
      const left = start ? all.filter((set) => compareRecords(set, start) >= 0) : all;
      const most = pageSize(input.MaxItems, mostRecords);
      const next = left[most];
      return Promise.resolve({
        ResourceRecordSets: left.slice(0, most).map(recordAnswer),
        IsTruncated: next !== undefined,
        MaxItems: most,
        // Only types of the enumeration get into a zone.
        ...(next && { NextRecordName: next.name, NextRecordType: next.type as RRType }),
      });
    }),
  };
}

function compareRecords(a: Pick<RecordSet, 'name' | 'type'>, b: Pick<RecordSet, 'name' | 'type'>): number {
  return compareNames(a.name, b.name) || compareTexts(a.type, b.type);
}
