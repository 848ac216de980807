-- CreateTable
CREATE TABLE "IdentityCenterInstance" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "identityStoreId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IdentityCenterInstance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityStore" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IdentityStore_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "IdentityCenterInstance_ownerId_key" ON "IdentityCenterInstance"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityCenterInstance_identityStoreId_key" ON "IdentityCenterInstance"("identityStoreId");

-- CreateIndex
CREATE INDEX "IdentityCenterInstance_accountId_idx" ON "IdentityCenterInstance"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStore_ownerId_key" ON "IdentityStore"("ownerId");
