-- CreateTable
CREATE TABLE "IdentityStoreMfaDevice" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "lastUsedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "IdentityStoreMfaDevice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "IdentityStoreUser" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_IdentityCenterInstance" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "ownerId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "identityStoreId" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT,
    "accessControl" TEXT,
    "mfaSettings" TEXT,
    "sessionMinutes" INTEGER NOT NULL DEFAULT 480,
    "createdAt" DATETIME NOT NULL
);
INSERT INTO "new_IdentityCenterInstance" ("accessControl", "accountId", "createdAt", "id", "identityStoreId", "name", "ownerId", "region") SELECT "accessControl", "accountId", "createdAt", "id", "identityStoreId", "name", "ownerId", "region" FROM "IdentityCenterInstance";
DROP TABLE "IdentityCenterInstance";
ALTER TABLE "new_IdentityCenterInstance" RENAME TO "IdentityCenterInstance";
CREATE UNIQUE INDEX "IdentityCenterInstance_ownerId_key" ON "IdentityCenterInstance"("ownerId");
CREATE UNIQUE INDEX "IdentityCenterInstance_identityStoreId_key" ON "IdentityCenterInstance"("identityStoreId");
CREATE INDEX "IdentityCenterInstance_accountId_idx" ON "IdentityCenterInstance"("accountId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "IdentityStoreMfaDevice_storeId_idx" ON "IdentityStoreMfaDevice"("storeId");

-- CreateIndex
CREATE INDEX "IdentityStoreMfaDevice_ownerId_idx" ON "IdentityStoreMfaDevice"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityStoreMfaDevice_userId_nameKey_key" ON "IdentityStoreMfaDevice"("userId", "nameKey");
