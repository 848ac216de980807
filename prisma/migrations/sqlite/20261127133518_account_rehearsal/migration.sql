-- AlterTable
ALTER TABLE "Account" ADD COLUMN "rehearsalOf" TEXT;
ALTER TABLE "Account" ADD COLUMN "rehearsalSince" DATETIME;
