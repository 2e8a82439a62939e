/** The types of instances that there are: https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html */

export interface InstanceType {
  architecture: 'x86_64' | 'arm64';
  cpus: number;
  memoryMib: number;
}

export const instanceTypes: Readonly<Record<string, InstanceType>> = {
  't3.nano': { architecture: 'x86_64', cpus: 2, memoryMib: 512 },
  't3.micro': { architecture: 'x86_64', cpus: 2, memoryMib: 1_024 },
  't3.small': { architecture: 'x86_64', cpus: 2, memoryMib: 2_048 },
  't3.medium': { architecture: 'x86_64', cpus: 2, memoryMib: 4_096 },
  't4g.nano': { architecture: 'arm64', cpus: 2, memoryMib: 512 },
  't4g.micro': { architecture: 'arm64', cpus: 2, memoryMib: 1_024 },
  't4g.small': { architecture: 'arm64', cpus: 2, memoryMib: 2_048 },
  'm5.large': { architecture: 'x86_64', cpus: 2, memoryMib: 8_192 },
  'm6g.large': { architecture: 'arm64', cpus: 2, memoryMib: 8_192 },
};
