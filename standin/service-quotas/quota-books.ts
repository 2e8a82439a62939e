/** AWS's own defaults of quotas that can be raised, of the services that the stand-in has: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */

export interface DefaultQuota {
  code: string;
  name: string;
  value: number;
}

export interface QuotaBook {
  /** As Service Quotas calls the service. */
  name: string;
  /** IAM and Route 53 are of no region, and their quotas are looked up in us-east-1 alone. */
  global: boolean;
  quotas: readonly DefaultQuota[];
}

/** By the service code of Service Quotas. */
export const quotaBooks: Readonly<Record<string, QuotaBook>> = {
  backup: {
    name: 'AWS Backup',
    global: false,
    quotas: [
      { code: 'L-7705D2CB', name: 'Backup vaults per Region per account', value: 300 },
      { code: 'L-514878B6', name: 'Recovery points per backup vault', value: 1_000_000 },
      { code: 'L-BD69F607', name: 'Backup plans per Region per account', value: 300 },
      { code: 'L-9122A82F', name: 'Versions per backup plan', value: 2000 },
    ],
  },
  ec2: {
    name: 'Amazon Elastic Compute Cloud (Amazon EC2)',
    global: false,
    quotas: [
      { code: 'L-1216C47A', name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances', value: 5 },
      { code: 'L-0263D0A3', name: 'EC2-VPC Elastic IPs', value: 5 },
      { code: 'L-B665C33B', name: 'AMIs', value: 50_000 },
      { code: 'L-70015FFA', name: 'AMI sharing', value: 1000 },
    ],
  },
  ebs: {
    name: 'Amazon Elastic Block Store (Amazon EBS)',
    global: false,
    quotas: [
      { code: 'L-309BACF6', name: 'Snapshots per Region', value: 100_000 },
      { code: 'L-D18FCD1D', name: 'Storage for General Purpose SSD (gp2) volumes, in TiB', value: 50 },
      { code: 'L-7A658B76', name: 'Storage for General Purpose SSD (gp3) volumes, in TiB', value: 50 },
      { code: 'L-FD252861', name: 'Storage for Provisioned IOPS SSD (io1) volumes, in TiB', value: 50 },
      { code: 'L-09BD8365', name: 'Storage for Provisioned IOPS SSD (io2) volumes, in TiB', value: 20 },
      { code: 'L-82ACEF56', name: 'Storage for Throughput Optimized HDD (st1) volumes, in TiB', value: 50 },
      { code: 'L-17AF77E8', name: 'Storage for Cold HDD (sc1) volumes, in TiB', value: 50 },
      { code: 'L-9CF3C2EB', name: 'Storage for Magnetic (standard) volumes, in TiB', value: 50 },
      { code: 'L-B3A130E6', name: 'IOPS for Provisioned IOPS SSD (io1) volumes', value: 300_000 },
      { code: 'L-8D977E7E', name: 'IOPS for Provisioned IOPS SSD (io2) volumes', value: 100_000 },
      { code: 'L-C125AE42', name: 'GetSnapshotBlock requests per account', value: 1000 },
      { code: 'L-AFAE1BE8', name: 'PutSnapshotBlock requests per account', value: 1000 },
    ],
  },
  events: {
    name: 'Amazon EventBridge (CloudWatch Events)',
    global: false,
    quotas: [
      { code: 'L-244521F2', name: 'Number of rules', value: 300 },
      { code: 'L-658A4FD9', name: 'Event buses', value: 100 },
      { code: 'L-664C5505', name: 'Event pattern size', value: 2048 },
      { code: 'L-FC354966', name: 'Event bus policy size', value: 10_240 },
    ],
  },
  fis: {
    name: 'AWS Fault Injection Service (FIS)',
    global: false,
    quotas: [
      { code: 'L-4B06CB4E', name: 'Target Buckets for aws:s3:bucket-pause-replication', value: 20 },
      { code: 'L-6CBFC7D2', name: 'Target DBInstances for aws:rds:reboot-db-instances', value: 5 },
      { code: 'L-47D4AE5B', name: 'Target account configurations per experiment template', value: 10 },
    ],
  },
  iam: {
    name: 'AWS Identity and Access Management (IAM)',
    global: true,
    quotas: [
      { code: 'L-FE177D64', name: 'Roles per account', value: 1000 },
      { code: 'L-F4A5425F', name: 'Groups per account', value: 300 },
      { code: 'L-6E65F664', name: 'Instance profiles per account', value: 1000 },
      { code: 'L-E95E4862', name: 'Customer managed policies per account', value: 1500 },
      { code: 'L-0DA4ABF3', name: 'Managed policies per role', value: 10 },
      { code: 'L-4019AD8B', name: 'Managed policies per user', value: 10 },
      { code: 'L-C07B4B0D', name: 'Role trust policy length', value: 2048 },
    ],
  },
  kms: {
    name: 'AWS Key Management Service (AWS KMS)',
    global: false,
    quotas: [
      { code: 'L-C2F1777E', name: 'Customer Master Keys (CMKs)', value: 100_000 },
      { code: 'L-340F62FB', name: 'Aliases per CMK', value: 50 },
      { code: 'L-D594A657', name: 'Grants per CMK', value: 50_000 },
    ],
  },
  lambda: {
    name: 'AWS Lambda',
    global: false,
    quotas: [
      { code: 'L-B99A9384', name: 'Concurrent executions', value: 1000 },
      { code: 'L-2ACBD22F', name: 'Function and layer storage', value: 75 },
      { code: 'L-9FEE3D26', name: 'Elastic network interfaces per VPC', value: 250 },
    ],
  },
  rds: {
    name: 'Amazon Relational Database Service (Amazon RDS)',
    global: false,
    quotas: [
      { code: 'L-7B6409FD', name: 'DB instances', value: 40 },
      { code: 'L-7ADDB58A', name: 'Total storage for all DB instances', value: 100_000 },
      { code: 'L-272F1212', name: 'Manual DB instance snapshots', value: 100 },
      { code: 'L-5BC124EF', name: 'Read replicas per primary', value: 15 },
      { code: 'L-DE55804A', name: 'Parameter groups', value: 50 },
      { code: 'L-48C6BF61', name: 'DB subnet groups', value: 50 },
      { code: 'L-732153D0', name: 'Security groups', value: 25 },
      { code: 'L-A59F4C87', name: 'Event subscriptions', value: 20 },
      { code: 'L-9FA33840', name: 'Option groups', value: 20 },
    ],
  },
  route53: {
    name: 'Amazon Route 53',
    global: true,
    quotas: [
      { code: 'L-4EA4796A', name: 'Hosted zones', value: 500 },
      { code: 'L-E209CC9F', name: 'Records per hosted zone', value: 10_000 },
      { code: 'L-ACB674F3', name: 'Health checks', value: 200 },
      { code: 'L-84B40094', name: 'Amazon VPCs that you can associate with a private hosted zone', value: 300 },
    ],
  },
  s3: {
    name: 'Amazon Simple Storage Service (Amazon S3)',
    global: false,
    quotas: [
      { code: 'L-DC2B2D3D', name: 'General purpose buckets', value: 10_000 },
      { code: 'L-1A9B467F', name: 'Replication Destinations', value: 28 },
      { code: 'L-349AD9CA', name: 'Replication transfer rate', value: 1 },
    ],
  },
  sns: {
    name: 'Amazon Simple Notification Service (Amazon SNS)',
    global: false,
    quotas: [
      { code: 'L-61103206', name: 'Topics per Account', value: 100_000 },
      { code: 'L-1A43D3DB', name: 'Pending Subscriptions per Account', value: 5000 },
      { code: 'L-4126E74A', name: 'Filter Policies per Account', value: 10_000 },
      { code: 'L-B96EDA7D', name: 'Filter Policies per Topic', value: 200 },
    ],
  },
  vpc: {
    name: 'Amazon Virtual Private Cloud (Amazon VPC)',
    global: false,
    quotas: [
      { code: 'L-F678F1CE', name: 'VPCs per Region', value: 5 },
      { code: 'L-407747CB', name: 'Subnets per VPC', value: 200 },
      { code: 'L-A4707A72', name: 'Internet gateways per Region', value: 5 },
      { code: 'L-E79EC296', name: 'VPC security groups per Region', value: 2500 },
      { code: 'L-0EA8095F', name: 'Inbound or outbound rules per security group', value: 60 },
      { code: 'L-2AFB9258', name: 'Security groups per network interface', value: 5 },
      { code: 'L-589F43AA', name: 'Route tables per VPC', value: 200 },
      { code: 'L-93826ACB', name: 'Routes per route table', value: 50 },
      { code: 'L-DF5E4CA3', name: 'Network interfaces per Region', value: 5000 },
    ],
  },
};
