-- AlterTable
ALTER TABLE "Account" ADD COLUMN "rootPasswordChangedAt" DATETIME;
ALTER TABLE "Account" ADD COLUMN "rootRecovery" TEXT;
