-- CreateTable
CREATE TABLE "ChangedRow" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "owner" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "before" TEXT,
    "event" INTEGER
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
    "usesSince" DATETIME,
    "changesAfter" INTEGER NOT NULL DEFAULT 0,
    "changesSince" DATETIME
);
INSERT INTO "new_Installation" ("createdAt", "demoAccessKey", "id", "secretCheck", "seededAt", "usesSince", "usesUnread") SELECT "createdAt", "demoAccessKey", "id", "secretCheck", "seededAt", "usesSince", "usesUnread" FROM "Installation";
DROP TABLE "Installation";
ALTER TABLE "new_Installation" RENAME TO "Installation";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ChangedRow_owner_event_idx" ON "ChangedRow"("owner", "event");
