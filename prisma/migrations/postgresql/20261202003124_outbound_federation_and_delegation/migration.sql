-- CreateTable
CREATE TABLE "OutboundFederation" (
    "accountId" TEXT NOT NULL,
    "issuerId" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OutboundFederation_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "OutboundSigningKey" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "privateCipher" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OutboundSigningKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountProperty" (
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "AccountProperty_pkey" PRIMARY KEY ("accountId","name")
);

-- CreateTable
CREATE TABLE "DelegationRequest" (
    "id" TEXT NOT NULL,
    "requestorId" TEXT NOT NULL,
    "ownerAccountId" TEXT,
    "ownerId" TEXT,
    "approverId" TEXT,
    "approver" TEXT,
    "description" TEXT NOT NULL,
    "requestMessage" TEXT,
    "permissions" TEXT NOT NULL,
    "permissionPolicy" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "redirectUrl" TEXT,
    "sessionDuration" INTEGER NOT NULL,
    "onlySendByOwner" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "notes" TEXT,
    "rejectionReason" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DelegationRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "OutboundFederation_issuerId_key" ON "OutboundFederation"("issuerId");

-- CreateIndex
CREATE INDEX "OutboundSigningKey_accountId_idx" ON "OutboundSigningKey"("accountId");

-- CreateIndex
CREATE INDEX "DelegationRequest_ownerAccountId_idx" ON "DelegationRequest"("ownerAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "DelegationRequest_requestorId_workflowId_key" ON "DelegationRequest"("requestorId", "workflowId");

-- AddForeignKey
ALTER TABLE "OutboundFederation" ADD CONSTRAINT "OutboundFederation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutboundSigningKey" ADD CONSTRAINT "OutboundSigningKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountProperty" ADD CONSTRAINT "AccountProperty_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
