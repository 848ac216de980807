-- CreateTable
CREATE TABLE "ExerciseResult" (
    "principalId" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "accountId" TEXT NOT NULL,
    "userId" TEXT,
    "seed" TEXT NOT NULL,
    "missed" TEXT NOT NULL,
    "finishedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ExerciseResult_pkey" PRIMARY KEY ("principalId","level")
);

-- CreateIndex
CREATE INDEX "ExerciseResult_accountId_idx" ON "ExerciseResult"("accountId");

-- CreateIndex
CREATE INDEX "ExerciseResult_userId_idx" ON "ExerciseResult"("userId");

-- AddForeignKey
ALTER TABLE "ExerciseResult" ADD CONSTRAINT "ExerciseResult_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExerciseResult" ADD CONSTRAINT "ExerciseResult_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
