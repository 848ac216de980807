-- CreateTable
CREATE TABLE "DueExtension" (
    "assignmentId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "name" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("assignmentId", "memberId"),
    CONSTRAINT "DueExtension_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DueExtension_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScreenOffer" (
    "memberId" TEXT NOT NULL PRIMARY KEY,
    "classId" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "withName" BOOLEAN NOT NULL,
    "offeredAt" DATETIME NOT NULL,
    "shownIn" TEXT,
    "shownAt" DATETIME,
    CONSTRAINT "ScreenOffer_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ScreenOffer_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ScreenOffer_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Assignment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "classId" TEXT NOT NULL,
    "packId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "releaseAt" DATETIME,
    "releasedSteps" INTEGER,
    "requires" TEXT NOT NULL,
    "dueAt" DATETIME,
    "mode" TEXT NOT NULL,
    "maxAttempts" INTEGER,
    "counts" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "buildFailures" INTEGER NOT NULL DEFAULT 0,
    "buildFailure" TEXT,
    "buildRetryAt" DATETIME,
    CONSTRAINT "Assignment_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Assignment" ("classId", "counts", "createdAt", "dueAt", "id", "maxAttempts", "mode", "packId", "position", "releaseAt", "releasedSteps", "requires", "title", "version") SELECT "classId", "counts", "createdAt", "dueAt", "id", "maxAttempts", "mode", "packId", "position", "releaseAt", "releasedSteps", "requires", "title", "version" FROM "Assignment";
DROP TABLE "Assignment";
ALTER TABLE "new_Assignment" RENAME TO "Assignment";
CREATE UNIQUE INDEX "Assignment_classId_position_key" ON "Assignment"("classId", "position");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "DueExtension_memberId_idx" ON "DueExtension"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "ScreenOffer_shownIn_key" ON "ScreenOffer"("shownIn");

-- CreateIndex
CREATE INDEX "ScreenOffer_classId_idx" ON "ScreenOffer"("classId");

-- CreateIndex
CREATE INDEX "ScreenOffer_attemptId_idx" ON "ScreenOffer"("attemptId");
