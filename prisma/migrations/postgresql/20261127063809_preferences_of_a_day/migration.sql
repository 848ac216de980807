-- AlterTable
ALTER TABLE "BillingPreferences" ADD COLUMN     "holdsFrom" TIMESTAMP(3);
