-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Attempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "assignmentId" TEXT NOT NULL,
    "memberId" TEXT,
    "number" INTEGER,
    "stateCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "startedAt" DATETIME,
    "eventFloor" INTEGER NOT NULL,
    "handedInAt" DATETIME,
    "endedAt" DATETIME,
    "endedBy" TEXT,
    "workedAt" DATETIME,
    CONSTRAINT "Attempt_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Attempt_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Attempt" ("assignmentId", "createdAt", "endedAt", "endedBy", "eventFloor", "handedInAt", "id", "memberId", "number", "startedAt", "stateCipher") SELECT "assignmentId", "createdAt", "endedAt", "endedBy", "eventFloor", "handedInAt", "id", "memberId", "number", "startedAt", "stateCipher" FROM "Attempt";
DROP TABLE "Attempt";
ALTER TABLE "new_Attempt" RENAME TO "Attempt";
CREATE INDEX "Attempt_assignmentId_memberId_idx" ON "Attempt"("assignmentId", "memberId");
CREATE UNIQUE INDEX "Attempt_memberId_assignmentId_number_key" ON "Attempt"("memberId", "assignmentId", "number");
CREATE TABLE "new_StepPassed" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "attemptId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "eventId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "voidedAt" DATETIME,
    "standing" TEXT,
    CONSTRAINT "StepPassed_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_StepPassed" ("at", "attemptId", "id", "standing", "stepId", "voidedAt") SELECT "at", "attemptId", "id", "standing", "stepId", "voidedAt" FROM "StepPassed";
DROP TABLE "StepPassed";
ALTER TABLE "new_StepPassed" RENAME TO "StepPassed";
CREATE UNIQUE INDEX "StepPassed_standing_key" ON "StepPassed"("standing");
CREATE INDEX "StepPassed_attemptId_idx" ON "StepPassed"("attemptId");
CREATE TABLE "new_PredictionAnswer" (
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "try" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("attemptId", "checkId", "question", "try"),
    CONSTRAINT "PredictionAnswer_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_PredictionAnswer" ("answer", "at", "attemptId", "checkId", "try") SELECT "answer", "at", "attemptId", "checkId", "try" FROM "PredictionAnswer";
DROP TABLE "PredictionAnswer";
ALTER TABLE "new_PredictionAnswer" RENAME TO "PredictionAnswer";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
