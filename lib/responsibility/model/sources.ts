/** The sources of the cells: AWS's pages by title, described in our own words. */
export const SOURCES = {
  SRM: {
    short: 'AWS model',
    title: 'AWS: Shared Responsibility Model',
    addresses: ['https://aws.amazon.com/compliance/shared-responsibility-model/'],
  },
  RC: {
    short: 'Risk paper',
    title: 'AWS whitepaper: Risk and Compliance, “Shared responsibility model”',
    addresses: ['https://docs.aws.amazon.com/whitepapers/latest/aws-risk-and-compliance/shared-responsibility-model.html'],
  },
  EC2: {
    short: 'EC2 guide',
    title: 'Amazon EC2 User Guide: Security in Amazon EC2',
    addresses: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security.html'],
  },
  ECS: {
    short: 'ECS guide',
    title: 'Amazon ECS Developer Guide: Shared responsibility model',
    addresses: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-shared-model.html'],
  },
  RDS: {
    short: 'RDS guide',
    title: 'Amazon RDS User Guide: What is Amazon RDS?, and Security in Amazon RDS',
    addresses: [
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Welcome.html',
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.html',
    ],
  },
  LAM: {
    short: 'Lambda guide',
    title: 'AWS Lambda Developer Guide: shared responsibility for runtimes, and Security in AWS Lambda',
    addresses: [
      'https://docs.aws.amazon.com/lambda/latest/dg/runtime-management-shared.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-security.html',
    ],
  },
  S3: {
    short: 'S3 guide',
    title: 'Amazon S3 User Guide: Security in Amazon S3, and the questions about default encryption',
    addresses: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html',
    ],
  },
  ART: {
    short: 'Artifact guide',
    title: 'AWS Artifact User Guide: the provider’s audit reports',
    addresses: ['https://docs.aws.amazon.com/artifact/latest/ug/what-is-aws-artifact.html'],
  },
} as const satisfies Record<string, { short: string; title: string; addresses: readonly string[] }>;
export type SourceId = keyof typeof SOURCES;
