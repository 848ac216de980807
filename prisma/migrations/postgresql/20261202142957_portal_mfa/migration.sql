-- AlterTable
ALTER TABLE "IdentityCenterInstance" ADD COLUMN     "mfaSettings" TEXT,
ADD COLUMN     "sessionMinutes" INTEGER NOT NULL DEFAULT 480;

-- CreateTable
CREATE TABLE "IdentityStoreMfaDevice" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "seedCipher" TEXT,
    "credential" TEXT,
    "drift" INTEGER NOT NULL DEFAULT 0,
    "lastStep" INTEGER,
    "lastUsedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IdentityStoreMfaDevice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "IdentityStoreMfaDevice_storeId_idx" ON "IdentityStoreMfaDevice"("storeId");

-- CreateIndex
CREATE INDEX "IdentityStoreMfaDevice_ownerId_idx" ON "IdentityStoreMfaDevice"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreMfaDevice_userId_nameKey_key" ON "IdentityStoreMfaDevice"("userId", "nameKey");

-- AddForeignKey
ALTER TABLE "IdentityStoreMfaDevice" ADD CONSTRAINT "IdentityStoreMfaDevice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "IdentityStoreUser"("id") ON DELETE CASCADE ON UPDATE CASCADE;
