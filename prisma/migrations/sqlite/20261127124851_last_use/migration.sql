-- CreateTable
CREATE TABLE "LastUse" (
    "accountId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resourceClass" TEXT NOT NULL,
    "lastAttempt" DATETIME NOT NULL,
    "lastSuccess" DATETIME,
    "region" TEXT NOT NULL,
    "count" REAL NOT NULL,

    PRIMARY KEY ("accountId", "principalId", "action", "resourceClass")
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Installation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seededAt" DATETIME,
    "demoAccessKey" TEXT,
    "secretCheck" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usesUnread" INTEGER NOT NULL DEFAULT 0,
    "usesSince" DATETIME
);
INSERT INTO "new_Installation" ("createdAt", "demoAccessKey", "id", "secretCheck", "seededAt") SELECT "createdAt", "demoAccessKey", "id", "secretCheck", "seededAt" FROM "Installation";
DROP TABLE "Installation";
ALTER TABLE "new_Installation" RENAME TO "Installation";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- What was recorded before is counted in the background, from the newest event back.
UPDATE "Installation" SET "usesUnread" = COALESCE((SELECT MAX("id") FROM "Event"), 0);
