-- CreateTable
CREATE TABLE "Handshake" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "managementAccountId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "accountId" TEXT,
    "email" TEXT,
    "parentId" TEXT,
    "resources" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "endedAt" DATETIME
);

-- CreateTable
CREATE TABLE "ServiceAccess" (
    "organizationId" TEXT NOT NULL,
    "servicePrincipal" TEXT NOT NULL,
    "enabledAt" DATETIME NOT NULL,

    PRIMARY KEY ("organizationId", "servicePrincipal"),
    CONSTRAINT "ServiceAccess_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DelegatedAdministrator" (
    "organizationId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "servicePrincipal" TEXT NOT NULL,
    "enabledAt" DATETIME NOT NULL,

    PRIMARY KEY ("organizationId", "accountId", "servicePrincipal"),
    CONSTRAINT "DelegatedAdministrator_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationResourcePolicy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "OrganizationResourcePolicy_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "alias" TEXT,
    "state" TEXT NOT NULL,
    "enforcement" TEXT NOT NULL DEFAULT 'enforce',
    "rootPasswordHash" TEXT,
    "rootPasswordLastUsed" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "closedAt" DATETIME,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "organizationId" TEXT,
    "parentId" TEXT,
    "joinedMethod" TEXT,
    "joinedAt" DATETIME,
    "iamUserAccessToBilling" TEXT NOT NULL DEFAULT 'ALLOW',
    CONSTRAINT "Account_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Account" ("alias", "closedAt", "createdAt", "email", "enforcement", "id", "joinedAt", "joinedMethod", "name", "organizationId", "parentId", "revision", "rootPasswordHash", "rootPasswordLastUsed", "state") SELECT "alias", "closedAt", "createdAt", "email", "enforcement", "id", "joinedAt", "joinedMethod", "name", "organizationId", "parentId", "revision", "rootPasswordHash", "rootPasswordLastUsed", "state" FROM "Account";
DROP TABLE "Account";
ALTER TABLE "new_Account" RENAME TO "Account";
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");
CREATE UNIQUE INDEX "Account_alias_key" ON "Account"("alias");
CREATE INDEX "Account_organizationId_parentId_idx" ON "Account"("organizationId", "parentId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Handshake_organizationId_id_idx" ON "Handshake"("organizationId", "id");

-- CreateIndex
CREATE INDEX "Handshake_accountId_id_idx" ON "Handshake"("accountId", "id");

-- CreateIndex
CREATE INDEX "Handshake_email_id_idx" ON "Handshake"("email", "id");

-- CreateIndex
CREATE INDEX "Handshake_parentId_idx" ON "Handshake"("parentId");

-- CreateIndex
CREATE UNIQUE INDEX "OrganizationResourcePolicy_organizationId_key" ON "OrganizationResourcePolicy"("organizationId");
