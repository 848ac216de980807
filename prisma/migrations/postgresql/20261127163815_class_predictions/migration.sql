-- AlterTable
ALTER TABLE "Attempt" DROP COLUMN "evaluatedAt",
DROP COLUMN "seenMark",
ADD COLUMN     "workedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "StepPassed" ADD COLUMN     "eventId" INTEGER NOT NULL;

-- AlterTable
ALTER TABLE "PredictionAnswer" DROP CONSTRAINT "PredictionAnswer_pkey",
ADD COLUMN     "question" TEXT NOT NULL,
ADD CONSTRAINT "PredictionAnswer_pkey" PRIMARY KEY ("attemptId", "checkId", "question", "try");
