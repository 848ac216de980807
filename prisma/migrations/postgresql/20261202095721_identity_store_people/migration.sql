-- CreateTable
CREATE TABLE "IdentityStoreUser" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "userName" TEXT NOT NULL,
    "userNameKey" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "emailKey" TEXT,
    "attributes" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "externalIssuer" TEXT,
    "externalId" TEXT,
    "passwordHash" TEXT,
    "passwordHistory" TEXT NOT NULL,
    "passwordChangedAt" TIMESTAMP(3),
    "passwordResetRequired" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "IdentityStoreUser_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityStoreGroup" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "description" TEXT,
    "externalIssuer" TEXT,
    "externalId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "IdentityStoreGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityStoreMembership" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,

    CONSTRAINT "IdentityStoreMembership_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "IdentityStoreUser_storeId_id_idx" ON "IdentityStoreUser"("storeId", "id");

-- CreateIndex
CREATE INDEX "IdentityStoreUser_ownerId_idx" ON "IdentityStoreUser"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreUser_storeId_userNameKey_key" ON "IdentityStoreUser"("storeId", "userNameKey");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreUser_storeId_emailKey_key" ON "IdentityStoreUser"("storeId", "emailKey");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreUser_storeId_externalIssuer_externalId_key" ON "IdentityStoreUser"("storeId", "externalIssuer", "externalId");

-- CreateIndex
CREATE INDEX "IdentityStoreGroup_storeId_id_idx" ON "IdentityStoreGroup"("storeId", "id");

-- CreateIndex
CREATE INDEX "IdentityStoreGroup_ownerId_idx" ON "IdentityStoreGroup"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreGroup_storeId_nameKey_key" ON "IdentityStoreGroup"("storeId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreGroup_storeId_externalIssuer_externalId_key" ON "IdentityStoreGroup"("storeId", "externalIssuer", "externalId");

-- CreateIndex
CREATE INDEX "IdentityStoreMembership_userId_idx" ON "IdentityStoreMembership"("userId");

-- CreateIndex
CREATE INDEX "IdentityStoreMembership_storeId_idx" ON "IdentityStoreMembership"("storeId");

-- CreateIndex
CREATE INDEX "IdentityStoreMembership_ownerId_idx" ON "IdentityStoreMembership"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreMembership_groupId_userId_key" ON "IdentityStoreMembership"("groupId", "userId");

-- AddForeignKey
ALTER TABLE "IdentityStoreUser" ADD CONSTRAINT "IdentityStoreUser_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "IdentityStore"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityStoreGroup" ADD CONSTRAINT "IdentityStoreGroup_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "IdentityStore"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityStoreMembership" ADD CONSTRAINT "IdentityStoreMembership_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "IdentityStore"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityStoreMembership" ADD CONSTRAINT "IdentityStoreMembership_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "IdentityStoreGroup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdentityStoreMembership" ADD CONSTRAINT "IdentityStoreMembership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "IdentityStoreUser"("id") ON DELETE CASCADE ON UPDATE CASCADE;
