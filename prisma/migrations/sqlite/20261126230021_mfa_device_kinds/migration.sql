-- CreateTable
CREATE TABLE "WebAuthnChallenge" (
    "boundTo" TEXT NOT NULL PRIMARY KEY,
    "challenge" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_MfaDevice" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'virtual',
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "seedCipher" TEXT,
    "credential" TEXT,
    "userId" TEXT,
    "ownedByRoot" BOOLEAN NOT NULL DEFAULT false,
    "enabledAt" DATETIME,
    "drift" INTEGER NOT NULL DEFAULT 0,
    "lastStep" INTEGER,
    "lastUsedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "MfaDevice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MfaDevice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_MfaDevice" ("accountId", "createdAt", "drift", "enabledAt", "id", "lastStep", "name", "nameKey", "ownedByRoot", "path", "seedCipher", "userId") SELECT "accountId", "createdAt", "drift", "enabledAt", "id", "lastStep", "name", "nameKey", "ownedByRoot", "path", "seedCipher", "userId" FROM "MfaDevice";
DROP TABLE "MfaDevice";
ALTER TABLE "new_MfaDevice" RENAME TO "MfaDevice";
CREATE INDEX "MfaDevice_userId_idx" ON "MfaDevice"("userId");
CREATE UNIQUE INDEX "MfaDevice_accountId_kind_path_nameKey_key" ON "MfaDevice"("accountId", "kind", "path", "nameKey");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "WebAuthnChallenge_expiresAt_idx" ON "WebAuthnChallenge"("expiresAt");
