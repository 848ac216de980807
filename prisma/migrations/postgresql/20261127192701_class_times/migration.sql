-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN     "buildFailure" TEXT,
ADD COLUMN     "buildFailures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "buildRetryAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "DueExtension" (
    "assignmentId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DueExtension_pkey" PRIMARY KEY ("assignmentId","memberId")
);

-- CreateTable
CREATE TABLE "ScreenOffer" (
    "memberId" TEXT NOT NULL,
    "classId" TEXT NOT NULL,
    "attemptId" TEXT NOT NULL,
    "withName" BOOLEAN NOT NULL,
    "offeredAt" TIMESTAMP(3) NOT NULL,
    "shownIn" TEXT,
    "shownAt" TIMESTAMP(3),

    CONSTRAINT "ScreenOffer_pkey" PRIMARY KEY ("memberId")
);

-- CreateIndex
CREATE INDEX "DueExtension_memberId_idx" ON "DueExtension"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "ScreenOffer_shownIn_key" ON "ScreenOffer"("shownIn");

-- CreateIndex
CREATE INDEX "ScreenOffer_classId_idx" ON "ScreenOffer"("classId");

-- CreateIndex
CREATE INDEX "ScreenOffer_attemptId_idx" ON "ScreenOffer"("attemptId");

-- AddForeignKey
ALTER TABLE "DueExtension" ADD CONSTRAINT "DueExtension_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DueExtension" ADD CONSTRAINT "DueExtension_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScreenOffer" ADD CONSTRAINT "ScreenOffer_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScreenOffer" ADD CONSTRAINT "ScreenOffer_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScreenOffer" ADD CONSTRAINT "ScreenOffer_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;
