-- CreateTable
CREATE TABLE "ScenarioTrial" (
    "draftId" TEXT NOT NULL,
    "files" TEXT NOT NULL,
    "stateCipher" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ScenarioTrial_pkey" PRIMARY KEY ("draftId")
);

-- CreateTable
CREATE TABLE "ScenarioTrialAccount" (
    "accountId" TEXT NOT NULL,
    "draftId" TEXT NOT NULL,

    CONSTRAINT "ScenarioTrialAccount_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "ScenarioTry" (
    "draftId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "result" TEXT,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "ScenarioTry_pkey" PRIMARY KEY ("draftId","kind")
);

-- CreateIndex
CREATE INDEX "ScenarioTrialAccount_draftId_idx" ON "ScenarioTrialAccount"("draftId");

-- AddForeignKey
ALTER TABLE "ScenarioTrialAccount" ADD CONSTRAINT "ScenarioTrialAccount_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "ScenarioTrial"("draftId") ON DELETE CASCADE ON UPDATE CASCADE;
