-- AlterTable
ALTER TABLE "Account" ADD COLUMN "readOnlyBecause" TEXT;

-- AlterTable
ALTER TABLE "ConsoleSession" ADD COLUMN "entryId" TEXT;

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT,
    "setUpHash" TEXT,
    "setUpExpiresAt" DATETIME,
    "mfaSeedCipher" TEXT,
    "mfaLastStep" INTEGER,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PersonSession" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "PersonSession_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClassroomSettings" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "signUpOpen" BOOLEAN NOT NULL,
    "mostClasses" INTEGER NOT NULL,
    "mostMembers" INTEGER NOT NULL,
    "deleteAfterDays" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "Class" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "joinCode" TEXT,
    "language" TEXT NOT NULL,
    "hintsCost" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL,
    "archivedAt" DATETIME,
    "closedAt" DATETIME,
    "deleteAfterDays" INTEGER NOT NULL,
    "nextMember" INTEGER NOT NULL DEFAULT 1,
    "publicKey" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ClassInstructor" (
    "classId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    PRIMARY KEY ("classId", "personId"),
    CONSTRAINT "ClassInstructor_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ClassInstructor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "classId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "group" TEXT,
    "state" TEXT NOT NULL,
    "phraseHash" TEXT,
    "letInUntil" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "joinedAt" DATETIME,
    CONSTRAINT "Member_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Seat" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "memberId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "Seat_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioVersion" (
    "packId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "files" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("packId", "version")
);

-- CreateTable
CREATE TABLE "Assignment" (
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
    CONSTRAINT "Assignment_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Attempt" (
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
    "seenMark" TEXT,
    "evaluatedAt" DATETIME,
    CONSTRAINT "Attempt_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Attempt_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AttemptAccount" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    CONSTRAINT "AttemptAccount_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CheckResult" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "passedRows" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "said" TEXT NOT NULL,
    "eventId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "voidedAt" DATETIME,
    "firstPass" TEXT,
    CONSTRAINT "CheckResult_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StepPassed" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "attemptId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "voidedAt" DATETIME,
    "standing" TEXT,
    CONSTRAINT "StepPassed_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HintUse" (
    "attemptId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "hint" INTEGER NOT NULL,
    "cost" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("attemptId", "stepId", "hint"),
    CONSTRAINT "HintUse_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PredictionAnswer" (
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "try" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("attemptId", "checkId", "try"),
    CONSTRAINT "PredictionAnswer_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HelpRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "answer" TEXT,
    "answeredAt" DATETIME,
    "answeredBy" TEXT,
    CONSTRAINT "HelpRequest_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HelpRequest_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Entry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mayChange" BOOLEAN NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME,
    "writes" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Entry_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Override" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "attemptId" TEXT NOT NULL,
    "checkId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "Override_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_nameKey_key" ON "Person"("nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Person_setUpHash_key" ON "Person"("setUpHash");

-- CreateIndex
CREATE INDEX "PersonSession_personId_idx" ON "PersonSession"("personId");

-- CreateIndex
CREATE INDEX "PersonSession_expiresAt_idx" ON "PersonSession"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Class_joinCode_key" ON "Class"("joinCode");

-- CreateIndex
CREATE INDEX "ClassInstructor_personId_idx" ON "ClassInstructor"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Member_classId_nameKey_key" ON "Member"("classId", "nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Member_classId_number_key" ON "Member"("classId", "number");

-- CreateIndex
CREATE INDEX "Seat_memberId_idx" ON "Seat"("memberId");

-- CreateIndex
CREATE INDEX "Seat_expiresAt_idx" ON "Seat"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_classId_position_key" ON "Assignment"("classId", "position");

-- CreateIndex
CREATE INDEX "Attempt_assignmentId_memberId_idx" ON "Attempt"("assignmentId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Attempt_memberId_assignmentId_number_key" ON "Attempt"("memberId", "assignmentId", "number");

-- CreateIndex
CREATE INDEX "AttemptAccount_attemptId_idx" ON "AttemptAccount"("attemptId");

-- CreateIndex
CREATE UNIQUE INDEX "CheckResult_firstPass_key" ON "CheckResult"("firstPass");

-- CreateIndex
CREATE INDEX "CheckResult_attemptId_checkId_id_idx" ON "CheckResult"("attemptId", "checkId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "StepPassed_standing_key" ON "StepPassed"("standing");

-- CreateIndex
CREATE INDEX "StepPassed_attemptId_idx" ON "StepPassed"("attemptId");

-- CreateIndex
CREATE INDEX "HelpRequest_attemptId_idx" ON "HelpRequest"("attemptId");

-- CreateIndex
CREATE INDEX "HelpRequest_memberId_idx" ON "HelpRequest"("memberId");

-- CreateIndex
CREATE INDEX "Entry_attemptId_idx" ON "Entry"("attemptId");

-- CreateIndex
CREATE INDEX "Override_attemptId_checkId_at_idx" ON "Override"("attemptId", "checkId", "at");
