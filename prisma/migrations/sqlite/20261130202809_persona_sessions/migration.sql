-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ConsoleSession" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "mfaAt" DATETIME,
    "sourceIp" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "roleSession" TEXT,
    "entryId" TEXT,
    "isPersona" BOOLEAN NOT NULL DEFAULT false,
    "recentRoles" TEXT
);
INSERT INTO "new_ConsoleSession" ("accountId", "createdAt", "entryId", "expiresAt", "mfaAt", "recentRoles", "roleSession", "sourceIp", "tokenHash", "usedAt", "userAgent", "userId") SELECT "accountId", "createdAt", "entryId", "expiresAt", "mfaAt", "recentRoles", "roleSession", "sourceIp", "tokenHash", "usedAt", "userAgent", "userId" FROM "ConsoleSession";
DROP TABLE "ConsoleSession";
ALTER TABLE "new_ConsoleSession" RENAME TO "ConsoleSession";
CREATE INDEX "ConsoleSession_accountId_userId_idx" ON "ConsoleSession"("accountId", "userId");
CREATE INDEX "ConsoleSession_expiresAt_idx" ON "ConsoleSession"("expiresAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
