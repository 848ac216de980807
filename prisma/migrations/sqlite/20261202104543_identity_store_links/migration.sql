-- AlterTable
ALTER TABLE "IdentityStoreUser" ADD COLUMN "setUpExpiresAt" DATETIME;
ALTER TABLE "IdentityStoreUser" ADD COLUMN "setUpHash" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreUser_setUpHash_key" ON "IdentityStoreUser"("setUpHash");
