/** The stand-in's Service Quotas: what AWS's defaults are. Nobody here could grant more, so that more cannot be asked for. */
import type {
  GetAWSDefaultServiceQuotaRequest,
  GetAWSDefaultServiceQuotaResponse,
  GetServiceQuotaRequest,
  GetServiceQuotaResponse,
  ListAWSDefaultServiceQuotasRequest,
  ListAWSDefaultServiceQuotasResponse,
  ListServiceQuotasRequest,
  ListServiceQuotasResponse,
  ListServicesRequest,
  ListServicesResponse,
  ServiceQuota,
} from '@aws-sdk/client-service-quotas';
import { type Page, pageOf } from '../next-token';
import { type Call, operation, type Service } from '../service';
import { type DefaultQuota, type QuotaBook, quotaBooks } from './quota-books';
import { invalidMember, invalidToken, noQuota, noService, notServed } from './refusals';

export function serviceQuotasService(): Service {
  return {
    operations: {
      ListServices: operation<ListServicesRequest, ListServicesResponse>(async (input) => {
        const services = Object.entries(quotaBooks).map(([ServiceCode, { name }]) => ({ ServiceCode, ServiceName: name }));
        const { items, token } = paged(services, input);
        return { Services: items, ...(token !== undefined && { NextToken: token }) };
      }),
      ListServiceQuotas: operation<ListServiceQuotasRequest, ListServiceQuotasResponse>(async (input, call) => {
        const level = input.QuotaAppliedAtLevel ?? 'ACCOUNT';
        if (!['ACCOUNT', 'RESOURCE', 'ALL'].includes(level)) throw invalidMember('quotaAppliedAtLevel', level, 'satisfy enum value set: [ALL, ACCOUNT, RESOURCE]');
        const wanted = level === 'RESOURCE' ? [] : quotasOf(input.ServiceCode, call).filter(({ QuotaCode }) => input.QuotaCode === undefined || input.QuotaCode === QuotaCode);
        const { items, token } = paged(wanted, input);
        return { Quotas: items, ...(token !== undefined && { NextToken: token }) };
      }),
      GetServiceQuota: operation<GetServiceQuotaRequest, GetServiceQuotaResponse>(async (input, call) => {
        if (input.ContextId !== undefined) throw notServed('quotas of single resources (ContextId)');
        return { Quota: quotaOf(quotasOf(input.ServiceCode, call), input.QuotaCode) };
      }),
      ListAWSDefaultServiceQuotas: operation<ListAWSDefaultServiceQuotasRequest, ListAWSDefaultServiceQuotasResponse>(async (input, call) => {
        const { items, token } = paged(quotasOf(input.ServiceCode, call).map(byDefault), input);
        return { Quotas: items, ...(token !== undefined && { NextToken: token }) };
      }),
      GetAWSDefaultServiceQuota: operation<GetAWSDefaultServiceQuotaRequest, GetAWSDefaultServiceQuotaResponse>(async (input, call) => ({
        Quota: byDefault(quotaOf(quotasOf(input.ServiceCode, call), input.QuotaCode)),
      })),
    },
  };
}

/** Throws NoSuchResourceException for a service that is not there, or not in this region. */
function quotasOf(code: string = '', call: Call): ServiceQuota[] {
  const book = Object.hasOwn(quotaBooks, code) ? quotaBooks[code] : undefined;
  if (!book || (book.global && call.region !== 'us-east-1')) throw noService();
  return book.quotas.map((quota) => describedOf(code, book, quota, call));
}

function quotaOf(quotas: readonly ServiceQuota[], code: string | undefined): ServiceQuota {
  const quota = quotas.find(({ QuotaCode }) => QuotaCode === code);
  if (!quota) throw noQuota();
  return quota;
}

function describedOf(code: string, book: QuotaBook, quota: DefaultQuota, { region, caller }: Call): ServiceQuota {
  return {
    ServiceCode: code,
    ServiceName: book.name,
    QuotaArn: `arn:aws:servicequotas:${region}:${caller.accountId}:${code}/${quota.code}`,
    QuotaCode: quota.code,
    QuotaName: quota.name,
    Value: quota.value,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: book.global,
    QuotaAppliedAtLevel: 'ACCOUNT',
  };
}

/** AWS's default is of no account. */
function byDefault(quota: ServiceQuota): ServiceQuota {
  return { ...quota, QuotaArn: quota.QuotaArn?.replace(/:\d{12}:/, '::') };
}

function paged<T>(all: readonly T[], { MaxResults: most = 100, NextToken: token }: { MaxResults?: number; NextToken?: string }): Page<T> {
  if (most < 1) throw invalidMember('maxResults', most, 'have value greater than or equal to 1');
  if (most > 100) throw invalidMember('maxResults', most, 'have value less than or equal to 100');
  return pageOf(all, { most, token, refusal: invalidToken });
}
