-- AlterTable
ALTER TABLE "BillingPreferences" ADD COLUMN "holdsFrom" DATETIME;
