-- CreateTable
CREATE TABLE "OrganizationRootAccessFeature" (
    "organizationId" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "enabledAt" DATETIME NOT NULL,

    PRIMARY KEY ("organizationId", "feature"),
    CONSTRAINT "OrganizationRootAccessFeature_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OpenIDConnectProvider" (
    "arn" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "clientIds" TEXT NOT NULL,
    "thumbprints" TEXT NOT NULL,
    "keys" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "OpenIDConnectProvider_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SamlProvider" (
    "arn" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "assertionEncryptionMode" TEXT,
    "validUntil" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SamlProvider_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SamlPrivateKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "providerArn" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "SamlPrivateKey_providerArn_fkey" FOREIGN KEY ("providerArn") REFERENCES "SamlProvider" ("arn") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TokenIssuer" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "keyId" TEXT NOT NULL,
    "privateCipher" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "TokenIssuer_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CredentialReport" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "content" TEXT NOT NULL,
    "generatedAt" DATETIME NOT NULL,
    CONSTRAINT "CredentialReport_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "OpenIDConnectProvider_accountId_idx" ON "OpenIDConnectProvider"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "SamlProvider_accountId_nameKey_key" ON "SamlProvider"("accountId", "nameKey");

-- CreateIndex
CREATE INDEX "SamlPrivateKey_providerArn_idx" ON "SamlPrivateKey"("providerArn");

-- CreateIndex
CREATE INDEX "SamlPrivateKey_accountId_idx" ON "SamlPrivateKey"("accountId");
