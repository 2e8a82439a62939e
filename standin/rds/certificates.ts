/** DescribeCertificates, and the certificate authority that instances have. */
import type { CertificateMessage, DBInstance, DescribeCertificatesMessage } from '@aws-sdk/client-rds';
import type { Call } from '../service';
import { authority, validity } from '../planes/tls/authority';
import { noFilters } from './answers/filters';
import { page } from './answers/paging';
import { refusals } from './refusals';

/** RDS names its authorities by the keys that they sign with; this is the only one here. */
const certificateAuthority = 'rds-ca-ecc384-g1';

/** Takes the one authority that there is. Throws CertificateNotFound. */
export function assertAuthority(identifier: string | undefined): void {
  if (identifier && identifier !== certificateAuthority) throw refusals.certificateNotFound(identifier);
}

export const authorityAnswer: DBInstance = {
  CACertificateIdentifier: certificateAuthority,
  CertificateDetails: { CAIdentifier: certificateAuthority, ValidTill: validity.until },
};

export function describeCertificates() {
  return async (input: DescribeCertificatesMessage, call: Call): Promise<CertificateMessage> => {
    noFilters(input.Filters);
    assertAuthority(input.CertificateIdentifier);
    const all = [
      {
        CertificateIdentifier: certificateAuthority,
        CertificateType: 'CA',
        Thumbprint: authority().thumbprint,
        ValidFrom: validity.from,
        ValidTill: validity.until,
        CertificateArn: `arn:aws:rds:${call.region}::cert:${certificateAuthority}`,
        CustomerOverride: false,
      },
    ];
    const { items, marker } = page(all, input);
    return { DefaultCertificateForNewLaunches: certificateAuthority, Certificates: items, Marker: marker };
  };
}
