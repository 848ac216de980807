-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "iamUserAccessToBilling" TEXT NOT NULL DEFAULT 'ALLOW';

-- CreateTable
CREATE TABLE "Handshake" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "managementAccountId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "accountId" TEXT,
    "email" TEXT,
    "parentId" TEXT,
    "resources" TEXT NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Handshake_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceAccess" (
    "organizationId" TEXT NOT NULL,
    "servicePrincipal" TEXT NOT NULL,
    "enabledAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ServiceAccess_pkey" PRIMARY KEY ("organizationId","servicePrincipal")
);

-- CreateTable
CREATE TABLE "DelegatedAdministrator" (
    "organizationId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "servicePrincipal" TEXT NOT NULL,
    "enabledAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DelegatedAdministrator_pkey" PRIMARY KEY ("organizationId","accountId","servicePrincipal")
);

-- CreateTable
CREATE TABLE "OrganizationResourcePolicy" (
    "id" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OrganizationResourcePolicy_pkey" PRIMARY KEY ("id")
);

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

-- AddForeignKey
ALTER TABLE "ServiceAccess" ADD CONSTRAINT "ServiceAccess_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DelegatedAdministrator" ADD CONSTRAINT "DelegatedAdministrator_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrganizationResourcePolicy" ADD CONSTRAINT "OrganizationResourcePolicy_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;
