-- AlterTable
ALTER TABLE "IdentityStoreUser" ADD COLUMN     "setUpExpiresAt" TIMESTAMP(3),
ADD COLUMN     "setUpHash" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreUser_setUpHash_key" ON "IdentityStoreUser"("setUpHash");
