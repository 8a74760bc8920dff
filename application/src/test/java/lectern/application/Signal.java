package lectern.application;

import java.util.concurrent.CountDownLatch;

/** Something that is given once, and that others wait for. */
public final class Signal {

    private final CountDownLatch latch = new CountDownLatch(1);

    public void give() {
        latch.countDown();
    }

    public boolean isGiven() {
        return latch.getCount() == 0;
    }

    public void await() {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("waited in vain", e);
        }
    }
}
