-- DropIndex
DROP INDEX "MfaDevice_accountId_path_nameKey_key";

-- AlterTable
ALTER TABLE "MfaDevice" ADD COLUMN     "credential" TEXT,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'virtual',
ADD COLUMN     "lastUsedAt" TIMESTAMP(3),
ALTER COLUMN "seedCipher" DROP NOT NULL;

-- CreateTable
CREATE TABLE "WebAuthnChallenge" (
    "boundTo" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WebAuthnChallenge_pkey" PRIMARY KEY ("boundTo")
);

-- CreateIndex
CREATE INDEX "WebAuthnChallenge_expiresAt_idx" ON "WebAuthnChallenge"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "MfaDevice_accountId_kind_path_nameKey_key" ON "MfaDevice"("accountId", "kind", "path", "nameKey");
