-- CreateTable
CREATE TABLE "ScenarioTrial" (
    "draftId" TEXT NOT NULL PRIMARY KEY,
    "files" TEXT NOT NULL,
    "stateCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ScenarioTrialAccount" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "draftId" TEXT NOT NULL,
    CONSTRAINT "ScenarioTrialAccount_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "ScenarioTrial" ("draftId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ScenarioTry" (
    "draftId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "result" TEXT,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,

    PRIMARY KEY ("draftId", "kind")
);

-- CreateIndex
CREATE INDEX "ScenarioTrialAccount_draftId_idx" ON "ScenarioTrialAccount"("draftId");
