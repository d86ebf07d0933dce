package dev.turnstone.rehearsal.stripe;

import java.time.YearMonth;

/** A card as it is kept: which of the test cards, and until when it says it is good. */
record Card(TestCard kind, int expMonth, int expYear) {
    /**
     * Reads what somebody typed, as strictly as Stripe does.
     *
     * @throws StripeFault naming the parameter below {@code param} that is wrong
     */
    static Card read(Params params, String param, YearMonth now) {
        String number = params.required(param + "[number]").replace(" ", "");
        if (!number.matches("\\d{12,19}") || !luhn(number)) {
            throw cardFault("incorrect_number", "Your card number is incorrect.", "number");
        }
        int month = (int) params.integer(param + "[exp_month]");
        if (month < 1 || month > 12) {
            throw cardFault("invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
        }
        int shortYear = (int) params.integer(param + "[exp_year]");
        int year = shortYear < 100 ? 2000 + shortYear : shortYear;
        if (year > 2100 || year < 1970 || YearMonth.of(year, month).isBefore(now)) {
            throw cardFault("invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year");
        }
        String cvc = params.text(param + "[cvc]", "000");
        if (!cvc.matches("\\d{3,4}")) {
            throw cardFault("invalid_cvc", "Your card's security code is invalid.", "cvc");
        }
        TestCard kind = TestCard.numbered(number)
                .orElseThrow(() -> StripeFault.card(Decline.NOT_A_TEST_CARD).param("number"));
        return new Card(kind, month, year);
    }

    private static StripeFault cardFault(String code, String message, String param) {
        return StripeFault.card(new Decline(code, null, message)).param(param);
    }

    private static boolean luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
