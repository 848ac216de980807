-- CreateTable
CREATE TABLE "OrganizationRootAccessFeature" (
    "organizationId" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "enabledAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OrganizationRootAccessFeature_pkey" PRIMARY KEY ("organizationId","feature")
);

-- CreateTable
CREATE TABLE "OpenIDConnectProvider" (
    "arn" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "clientIds" TEXT NOT NULL,
    "thumbprints" TEXT NOT NULL,
    "keys" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OpenIDConnectProvider_pkey" PRIMARY KEY ("arn")
);

-- CreateTable
CREATE TABLE "SamlProvider" (
    "arn" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "assertionEncryptionMode" TEXT,
    "validUntil" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SamlProvider_pkey" PRIMARY KEY ("arn")
);

-- CreateTable
CREATE TABLE "SamlPrivateKey" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerArn" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SamlPrivateKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TokenIssuer" (
    "accountId" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "privateCipher" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TokenIssuer_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "CredentialReport" (
    "accountId" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "generatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CredentialReport_pkey" PRIMARY KEY ("accountId")
);

-- CreateIndex
CREATE INDEX "OpenIDConnectProvider_accountId_idx" ON "OpenIDConnectProvider"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "SamlProvider_accountId_nameKey_key" ON "SamlProvider"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "SamlPrivateKey_providerArn_idx" ON "SamlPrivateKey"("providerArn");

-- CreateIndex
CREATE INDEX "SamlPrivateKey_accountId_idx" ON "SamlPrivateKey"("accountId");

-- AddForeignKey
ALTER TABLE "OrganizationRootAccessFeature" ADD CONSTRAINT "OrganizationRootAccessFeature_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OpenIDConnectProvider" ADD CONSTRAINT "OpenIDConnectProvider_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SamlProvider" ADD CONSTRAINT "SamlProvider_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SamlPrivateKey" ADD CONSTRAINT "SamlPrivateKey_providerArn_fkey" FOREIGN KEY ("providerArn") REFERENCES "SamlProvider"("arn") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TokenIssuer" ADD CONSTRAINT "TokenIssuer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CredentialReport" ADD CONSTRAINT "CredentialReport_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
