-- CreateTable
CREATE TABLE "ScimTenant" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScimTenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScimToken" (
    "id" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScimToken_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ScimTenant_storeId_key" ON "ScimTenant"("storeId");

-- CreateIndex
CREATE INDEX "ScimTenant_ownerId_idx" ON "ScimTenant"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "ScimToken_tokenHash_key" ON "ScimToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ScimToken_tenantId_idx" ON "ScimToken"("tenantId");

-- CreateIndex
CREATE INDEX "ScimToken_ownerId_idx" ON "ScimToken"("ownerId");

-- AddForeignKey
ALTER TABLE "ScimTenant" ADD CONSTRAINT "ScimTenant_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "IdentityStore"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScimToken" ADD CONSTRAINT "ScimToken_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "ScimTenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;
