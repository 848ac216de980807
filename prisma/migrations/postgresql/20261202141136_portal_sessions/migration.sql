-- AlterTable
ALTER TABLE "ConsoleSession" ADD COLUMN     "credentialId" TEXT;

-- CreateTable
CREATE TABLE "PortalFavorite" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "permissionSetId" TEXT NOT NULL,

    CONSTRAINT "PortalFavorite_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PortalFavorite_storeId_idx" ON "PortalFavorite"("storeId");

-- CreateIndex
CREATE INDEX "PortalFavorite_accountId_idx" ON "PortalFavorite"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "PortalFavorite_userId_targetId_permissionSetId_key" ON "PortalFavorite"("userId", "targetId", "permissionSetId");
