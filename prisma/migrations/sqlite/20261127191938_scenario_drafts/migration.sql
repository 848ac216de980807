-- CreateTable
CREATE TABLE "PackReload" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ScenarioDraft" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "ownerId" TEXT,
    "packId" TEXT,
    "title" TEXT,
    "version" TEXT,
    "problems" INTEGER NOT NULL,
    "files" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "ScenarioDraft_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioTest" (
    "sha256" TEXT NOT NULL PRIMARY KEY,
    "passed" BOOLEAN NOT NULL,
    "outcome" TEXT NOT NULL,
    "testedAt" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ScenarioVersion" (
    "packId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "files" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "publishedAt" DATETIME,
    "publisherId" TEXT,
    "withdrawnAt" DATETIME,

    PRIMARY KEY ("packId", "version"),
    CONSTRAINT "ScenarioVersion_publisherId_fkey" FOREIGN KEY ("publisherId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_ScenarioVersion" ("createdAt", "files", "packId", "sha256", "version") SELECT "createdAt", "files", "packId", "sha256", "version" FROM "ScenarioVersion";
DROP TABLE "ScenarioVersion";
ALTER TABLE "new_ScenarioVersion" RENAME TO "ScenarioVersion";
CREATE INDEX "ScenarioVersion_publishedAt_idx" ON "ScenarioVersion"("publishedAt");
CREATE INDEX "ScenarioVersion_publisherId_idx" ON "ScenarioVersion"("publisherId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ScenarioDraft_ownerId_idx" ON "ScenarioDraft"("ownerId");
